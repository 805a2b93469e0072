"""Events as calendar files (RFC 5545), one by one and as a feed to subscribe to.

Who has subscribed must see a change as a change: an event keeps its UID for ever, and each publication raises SEQUENCE.
"""

import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event
from icalendar.prop import vDuration

from trade.choices import EventState

PRODUCT_ID = "-//OCOP Mai Son//Xuc tien thuong mai//VI"
STATUS = {EventState.PLANNED: "CONFIRMED", EventState.POSTPONED: "TENTATIVE", EventState.CANCELLED: "CANCELLED"}
SAME_OFFSET_SINCE = datetime.date(2000, 1, 1)  # long after Vietnam's last change of time: one rule is all a file needs
REFRESH = datetime.timedelta(hours=12)
REMIND_BEFORE = datetime.timedelta(days=-1)


def calendar_of(events, request, name=""):
    """Return the bytes of a calendar with these events; `name` is what a subscriber sees of a feed."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
        calendar.add("refresh-interval", vDuration(REFRESH), {"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    for event in events:
        calendar.add_component(entry(event, request, with_alarm=not name))
    calendar.add_missing_timezones(first_date=SAME_OFFSET_SINCE)
    return calendar.to_ical()


def entry(event, request, *, with_alarm=False):
    """Return one event as a VEVENT."""
    changed = event.last_published_at or event.latest_revision_created_at or event.span.start
    address = request.build_absolute_uri(event.get_url(request))
    made = Event()
    made.add("uid", uid(event))
    made.add("sequence", sequence(event))
    made.add("dtstamp", changed.astimezone(datetime.UTC))
    made.add("last-modified", changed.astimezone(datetime.UTC))
    made.add("summary", title(event))
    add_times(made, event.span)
    made.add("status", STATUS[event.state])
    if event.span.is_whole_days:
        made.add("transp", "TRANSPARENT")  # a fair of ten days does not make anybody busy for ten days
    made.add("description", description(event, address))
    if place := event.place_line or event.online_url:
        made.add("location", place)
    if event.latitude is not None and event.longitude is not None:
        made.add("geo", (event.latitude, event.longitude))
    made.add("categories", [str(event.get_kind_display())])
    made.add("url", address)
    if with_alarm and event.takes_place and not event.is_over:
        made.add_component(alarm(event))
    return made


def add_times(made, span):
    """Add beginning and end: days where only days are known (the end is then the day after), else times in their zone."""
    if span.is_whole_days:
        made.add("dtstart", span.first_day)
        made.add("dtend", span.last_day + datetime.timedelta(days=1))
        return
    made.add("dtstart", span.start)
    if span.ends_at is not None:
        made.add("dtend", span.end)


def uid(event):
    """Return the name by which calendars know the event again: it outlives new titles, addresses and servers."""
    return f"{event.translation_key}@ocop-mai-son"


def sequence(event):
    """Return a number that every publication raises: the seconds since the first one."""
    if not event.first_published_at or not event.last_published_at:
        return 0
    return max(int((event.last_published_at - event.first_published_at).total_seconds()), 0)


def title(event):
    """Return the event's title; one that is off says so, since many calendars do not show the status."""
    if event.takes_place:
        return event.title
    return f"{event.status_words}: {event.title}"


def description(event, address):
    """Return what matters on the way there: state, summary, organiser, registration, the page."""
    lines = [event.state_note, event.summary, _("Organiser: %(name)s") % {"name": event.organiser}]
    if event.registration_phone:
        lines.append(_("Register: %(phone)s") % {"phone": event.registration_phone_text})
    if event.online_url:
        lines.append(_("Online: %(address)s") % {"address": event.online_url})
    return "\n".join(strip_tags(line) for line in [*lines, address] if line)


def alarm(event):
    """Return a reminder on the day before."""
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", event.title)
    made.add("trigger", REMIND_BEFORE)
    return made


def google_url(event, request):
    """Return the address that opens Google Calendar with the event filled in, a plain link for phones without a reader."""
    span = event.span
    if span.is_whole_days:
        dates = f"{span.first_day:%Y%m%d}/{span.last_day + datetime.timedelta(days=1):%Y%m%d}"
    else:
        ends = span.end if span.ends_at else span.start
        dates = f"{span.start:%Y%m%dT%H%M%S}/{ends:%Y%m%dT%H%M%S}"
    address = request.build_absolute_uri(event.get_url(request))
    values = {
        "action": "TEMPLATE",
        "text": title(event),
        "dates": dates,
        "ctz": "Asia/Ho_Chi_Minh",
        "location": event.place_line or event.online_url,
        "details": f"{event.summary}\n{address}",
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(values)}"


def calendar_answer(content, filename):
    """Return a calendar as an answer: not as a download, or an iPhone files it away where it would ask to add it."""
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{filename}"'
    answer["Cache-Control"] = "public, max-age=900"
    return answer
