"""An event as schema.org sees it."""

from ocop.core.structured_data import absolute, picture_url, without_empty
from trade.choices import EventState

STATUS = {
    EventState.PLANNED: "EventScheduled",
    EventState.POSTPONED: "EventPostponed",
    EventState.CANCELLED: "EventCancelled",
}


def event(page, request):
    """Describe an event."""
    begins, ends = moments(page)
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": page.title,
            "description": page.summary,
            "url": absolute(request, page.get_url(request)),
            "startDate": begins,
            "endDate": ends,
            "eventStatus": f"https://schema.org/{STATUS[page.state]}",
            "eventAttendanceMode": f"https://schema.org/{attendance(page)}",
            "location": locations(page),
            "organizer": {"@type": "Organization", "name": page.organiser},
            "image": picture_url(page.main_image, request),
        }
    )


def moments(page):
    """Return when it begins and ends; moments carry their offset from UTC, whole days are bare days."""
    span = page.span
    if span is None:  # a draft being previewed
        return None, None
    begins = span.start.isoformat() if page.start_time else span.first_day.isoformat()
    ends = span.end.isoformat() if page.end_time else span.last_day.isoformat()
    return begins, ends


def attendance(page):
    """Return how one takes part: on the spot, online, or either."""
    if not page.is_online:
        return "OfflineEventAttendanceMode"
    return "MixedEventAttendanceMode" if page.place_line else "OnlineEventAttendanceMode"


def locations(page):
    """Return the place, the online address, or both."""
    found = []
    if page.place_line:
        geo = None
        if page.latitude is not None and page.longitude is not None:
            geo = {"@type": "GeoCoordinates", "latitude": page.latitude, "longitude": page.longitude}
        found.append(
            without_empty(
                {
                    "@type": "Place",
                    "name": page.place_name or page.place_line,
                    "address": without_empty(
                        {
                            "@type": "PostalAddress",
                            "streetAddress": page.address,
                            "addressLocality": page.commune.full_name if page.commune else "",
                            "addressRegion": "Sơn La" if page.commune else "",
                            "addressCountry": "VN",
                        }
                    ),
                    "geo": geo,
                }
            )
        )
    if page.is_online and page.online_url:
        found.append({"@type": "VirtualLocation", "url": page.online_url})
    return found[0] if len(found) == 1 else found
