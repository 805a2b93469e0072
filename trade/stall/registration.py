"""What events bring to the frame of a member's own screens."""

from cooperatives.stall import frame


def register():
    """Register the part of the home that shows where the producer is expected."""
    frame.register_section(frame.Section("events", "trade/stall/section.html", event_section, order=30, aside=True))


def event_section(producer):
    """The producer's coming events, soonest first; one query."""
    events = producer.event_places.coming()
    return {"events": events, "list_url": f"{events[0].section_url}?producer={producer.slug}" if events else ""}
