"""What a producer confirms with a day: its contact, and what other apps add. "Thông tin vẫn đúng" confirms it all."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperatives.choices import LivingFact
from cooperatives.models import ContactConfirmation, ProducerPage
from cooperatives.stall.changes import CONFIRMED, FactKind, save_fact, today_text
from cooperatives.stall.once import once

SOURCES = {}


@dataclass(frozen=True)
class Held:
    """One thing with the day it was last confirmed (None: never).

    `is_said`: whether there is anything to confirm; `is_public`: whether buyers see it.
    """

    key: str
    label: str
    confirmed_on: datetime.date | None
    is_said: bool = True
    is_public: bool = True

    @property
    def counts(self):
        """Whether its day matters to anybody."""
        return self.is_said and self.is_public

    @property
    def last_good_day(self):
        """The last day on which buyers may rely on it; the first of all days if nobody ever confirmed it."""
        if self.confirmed_on is None:
            return datetime.date.min
        return self.confirmed_on + datetime.timedelta(days=settings.OCOP_STALE_AFTER_DAYS)

    @property
    def asking_from(self):
        """The day from which the producer is asked to confirm it again."""
        if self.confirmed_on is None:
            return datetime.date.min
        return self.last_good_day - datetime.timedelta(days=settings.OCOP_REMIND_BEFORE_DAYS)


@dataclass(frozen=True)
class Confirmable:
    """`held(producer_id)` returns a list of `Held`; `write(producer_id, {key: day as text or None})` sets their days."""

    name: str
    held: Callable
    write: Callable


def register_confirmable(source):
    """Let "Thông tin vẫn đúng" confirm what `source` holds, too."""
    SOURCES[source.name] = source


def held_of(producer):
    """Return {source: list of `Held`}: everything of a producer that has a day of confirmation; once per request."""
    return once(producer, find_held)


def find_held(producer):
    """Ask the database for `held_of`."""
    return {source.name: source.held(producer.pk) for source in SOURCES.values()}


def all_held(producer):
    """Return the same as one list."""
    return [item for items in held_of(producer).values() for item in items]


def confirm_all(producer, user):
    """Confirm everything of a producer today; returns the `LivingChange`, or None if all of it was confirmed today."""
    values = {name: dict.fromkeys(days, today_text()) for name, days in read_days(producer.pk).items()}
    return save_fact(LivingFact.ALL, producer, user, values)


# --- everything at once, as a living fact


def read_days(producer_id):
    """Return {source: {key: day as text, or None}}."""
    return {
        source.name: {item.key: day_text(item.confirmed_on) for item in source.held(producer_id)}
        for source in SOURCES.values()
    }


def write_days(producer_id, values):
    """Set the days of all sources."""
    for name, days in values.items():
        if name in SOURCES:
            SOURCES[name].write(producer_id, days)


def days_hold(now, values):
    """Whether each day in `values` still stands; what came since does not matter."""
    return all(now.get(name, {}).get(key) == day for name, days in values.items() for key, day in days.items())


def day_text(day):
    """Return a day as values carry it."""
    return day.isoformat() if day else None


def day_of(text):
    """Return the day that values carry, or None."""
    return datetime.date.fromisoformat(text) if text else None


# --- the contact


def held_contact(producer_id):
    """Return the contact's `Held`; it counts where there is something to confirm."""
    row = (
        ProducerPage.objects.filter(pk=producer_id)
        .values_list("phone", "zalo", "email", "contact_confirmation__confirmed_on")
        .first()
    )
    if row is None:
        return []
    *contact, confirmed_on = row
    return [Held("contact", _("Phone and address"), confirmed_on, any(contact))]


def write_contact(producer_id, days):
    """Set the day on which the contact was confirmed."""
    write_contact_day(producer_id, {CONFIRMED: days.get("contact")})


def read_contact_day(producer_id):
    """Return the contact's day as values."""
    return {CONFIRMED: day_text(held_contact(producer_id)[0].confirmed_on)}


def write_contact_day(producer_id, values):
    """Set the contact's day; None takes the confirmation away."""
    day = day_of(values[CONFIRMED])
    if day is None:
        ContactConfirmation.objects.filter(producer=producer_id).delete()
    else:
        ContactConfirmation.objects.update_or_create(producer_id=producer_id, defaults={"confirmed_on": day})


def confirm_contact(producer, user):
    """Confirm the contact alone; returns the `LivingChange`, or None if it was confirmed today."""
    return save_fact(LivingFact.CONTACT, producer, user, {CONFIRMED: today_text()})


def is_near(item, today=None):
    """Whether a `Held` counts and should be confirmed again by now."""
    return item.counts and item.asking_from <= (today or timezone.localdate())


def still_right(_before, _after):
    """Return the line that tells of a confirmation."""
    return [_("It still holds, confirmed")]


def nothing(_values):
    """Return no lines: a day of confirmation is not told by itself."""
    return []


def stall_url(_page_id):
    """Return the address of the home."""
    return reverse("stall:home")


EVERYTHING = FactKind(LivingFact.ALL, read_days, write_days, nothing, still_right, stall_url, days_hold)
CONTACT = FactKind(
    LivingFact.CONTACT,
    read_contact_day,
    write_contact_day,
    nothing,
    still_right,
    stall_url,
    lambda now, values: now == values,
)
