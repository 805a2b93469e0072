"""Calendar files; the pages themselves are Wagtail's to serve."""

from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trade.calendars import calendar_answer, calendar_of
from trade.listing import EventQuery
from trade.models import EventPage

MOST_IN_FEED = 200


@require_safe
def event_calendar(request, pk):
    """The calendar file of one public event."""
    event = EventPage.objects.browsable().select_related("commune").filter(pk=pk).first()
    if event is None:
        raise Http404
    with translation.override("vi"):
        content = calendar_of([event], request)
    return calendar_answer(content, f"{event.slug}.ics")


@require_safe
def event_feed(request):
    """The feed of coming events, narrowed as the list is: /feeds/su-kien.ics?kind=course&producer=htx-doi-nang.

    What was called off stays in it until its day is over, so that it also goes from the calendars of subscribers.
    """
    with translation.override("vi"):
        query = EventQuery(request.GET, request.path, with_search=False)
        events = query.narrowed().not_over().soonest_first().select_related("commune").defer_streamfields()
        content = calendar_of(events[:MOST_IN_FEED], request, name=_("Trade promotion – OCOP Mai Sơn"))
    return calendar_answer(content, "su-kien.ics")
