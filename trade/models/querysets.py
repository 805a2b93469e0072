"""Events as visitors meet them, and the record of who took part."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q, Window
from django.utils import timezone

from ocop.core.querysets import VisiblePageQuerySet
from ocop.images.sizes import ARTICLE, SQUARE, sizes
from trade.choices import EventState

MOST_IN_RECORD = 5


class EventQuerySet(VisiblePageQuerySet):
    """Events in the order and the choice that a list wants."""

    def not_over(self, today=None):
        """Those that begin later, or go on today."""
        return self.filter(last_day__gte=today or timezone.localdate())

    def over(self, today=None):
        """Those whose last day is behind us."""
        return self.filter(last_day__lt=today or timezone.localdate())

    def taking_place(self):
        """Those that nobody has put off or called off."""
        return self.filter(state=EventState.PLANNED)

    def coming(self, today=None, now=None):
        """What a visitor may still go to: public, not over, taking place; the soonest first."""
        return self.browsable(now).not_over(today).taking_place().soonest_first()

    def soonest_first(self):
        """What begins first stands first."""
        return self.order_by("start_date", "start_time", "pk")

    def newest_first(self):
        """What began last stands first."""
        return self.order_by("-start_date", "-pk")

    def with_images(self):
        """All that an event's card draws but its picture's sizes; see `ocop.images.sizes.load_sizes`."""
        return self.select_related("main_image", "commune").defer_streamfields()

    def for_cards(self):
        """All that an event's card draws, in two queries."""
        return self.with_images().prefetch_related(sizes("main_image", ARTICLE, SQUARE))


class ParticipationQuerySet(models.QuerySet):
    """The places of producers, or of products, in events; reached as `producer.event_places`, `product.event_places`."""

    def events(self, now=None):
        """The public events that took or take place."""
        event_page = self.model._meta.get_field("page").related_model
        return event_page.objects.browsable(now).taking_place().filter(pk__in=self.values("page"))

    def record(self):
        """The promotion record of whom or what this manager belongs to, as a `Record`; one query."""
        today = timezone.localdate()
        events = self.events().annotate(
            total_over=Window(Count("pk", filter=Q(last_day__lt=today))), total_all=Window(Count("pk"))
        )
        rows = list(events.select_related("commune").defer_streamfields().newest_first()[:MOST_IN_RECORD])
        if not rows:
            return Record([], 0, 0)
        over = rows[0].total_over
        return Record(rows, rows[0].total_all - over, over, today)

    def coming(self, most=MOST_IN_RECORD):
        """The soonest events that are not over, at most `most`; one query."""
        return list(self.events().not_over().soonest_first().select_related("commune").defer_streamfields()[:most])

    def next_one(self, now=None, today=None):
        """The soonest event that is not over, as a queryset of at most one."""
        return self.events(now).not_over(today).soonest_first()[:1]

    def bare_event(self, pk, title, url_path, first_day, last_day):
        """Return an unsaved event that knows its title, address and days (texts such as "2026-12-05"); no query."""
        days = [datetime.date.fromisoformat(day) for day in (first_day, last_day)]
        event_page = self.model._meta.get_field("page").related_model
        return event_page(pk=pk, title=title, url_path=url_path, start_date=days[0], end_date=days[1])


@dataclass(frozen=True)
class Record:
    """The newest events, and how many there are in all that are not over, and that are."""

    events: list
    total_coming: int
    total_over: int
    today: datetime.date | None = None

    @property
    def coming(self):
        """Those listed that go on today or begin later, the soonest first."""
        return [event for event in reversed(self.events) if event.last_day >= self.today]

    @property
    def over(self):
        """Those listed that are behind us, newest first."""
        return [event for event in self.events if event.last_day < self.today]

    @property
    def has_more(self):
        """Whether there are more than are listed."""
        return self.total_coming + self.total_over > len(self.events)

    @property
    def list_url(self):
        """The address of the list of all events, or "" without any."""
        return self.events[0].section_url if self.events else ""
