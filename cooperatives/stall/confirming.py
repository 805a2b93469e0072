"""What a producer confirms with a day: its contact, and what other apps add. "Thông tin vẫn đúng" confirms it all."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperatives.choices import LivingFact
from cooperatives.models import ContactConfirmation, ProducerPage
from cooperatives.stall.changes import (
    CONFIRMED,
    FactKind,
    Missing,
    NothingSaidError,
    confirm_fact,
    lock,
    save_fact,
    today_text,
    version_of,
)
from cooperatives.stall.once import once
from ocop.core.contacts import phone_digits
from ocop.core.templatetags.ocop import day as day_words

SOURCES = {}
# What a day of confirmation was said of, beside that day: a day must not come to stand under another contact.
SAID = "said"
CONTACT_FIELDS = ("phone", "zalo", "email")


@dataclass(frozen=True)
class Held:
    """One thing with the day it was last confirmed (None: never).

    `is_said`: whether there is anything to confirm; `is_public`: whether buyers see it; `url`: where it is said.
    `version`: what the day was said of, where that can change without the day.
    """

    key: str
    label: str
    confirmed_on: datetime.date | None
    is_said: bool = True
    is_public: bool = True
    url: str = ""
    version: str = ""

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


@transaction.atomic
def confirm_all(producer, user):
    """Confirm today everything that a producer says; returns the `LivingChange`, or None if all of it was confirmed today.

    What is not said stays without a day. Raises NothingSaidError where nothing is said at all.
    """
    lock(producer.pk)
    held = find_held(producer)
    if not any(item.is_said for items in held.values() for item in items):
        raise NothingSaidError(missing_everything(producer.pk))
    return save_fact(LivingFact.ALL, producer, user, days_in(held, today_text()))


# --- everything at once, as a living fact


def read_days(producer_id):
    """Return {source: {key: day as text, or None}}, and under `SAID` what those days were said of."""
    return days_in({source.name: source.held(producer_id) for source in SOURCES.values()})


def days_in(held, new_day=None):
    """Return {source: list of `Held`} as values; with `new_day` in the place of each day of what is said."""
    days = {
        name: {item.key: new_day if new_day and item.is_said else day_text(item.confirmed_on) for item in items}
        for name, items in held.items()
    }
    return {**days, SAID: {item.key: item.version for items in held.values() for item in items if item.version}}


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
        .values_list(*CONTACT_FIELDS, "contact_confirmation__confirmed_on")
        .first()
    )
    if row is None:
        return []
    *contact, confirmed_on = row
    version = contact_version(contact)
    form = contact_form_url(producer_id)
    return [Held("contact", _("Phone and address"), confirmed_on, bool(version), url=form, version=version)]


def contact_version(contact):
    """Return a short text that is the same for the same phone, Zalo and e-mail however written; "" without any."""
    phone, zalo, email = contact
    said = [phone_digits(phone), phone_digits(zalo), (email or "").strip().lower()]
    return version_of({SAID: said}) if any(said) else ""


def write_contact(producer_id, days):
    """Set the day on which the contact was confirmed."""
    write_contact_day(producer_id, {CONFIRMED: days.get("contact")})


def read_contact_day(producer_id):
    """Return the contact's day as values, with the version of the contact."""
    contact = held_contact(producer_id)[0]
    return {SAID: contact.version, CONFIRMED: day_text(contact.confirmed_on)}


def write_contact_day(producer_id, values):
    """Set the contact's day; None takes the confirmation away."""
    day = day_of(values[CONFIRMED])
    if day is None:
        ContactConfirmation.objects.filter(producer=producer_id).delete()
    else:
        ContactConfirmation.objects.update_or_create(producer_id=producer_id, defaults={"confirmed_on": day})


def confirm_contact(producer, user):
    """Confirm the contact alone; returns the `LivingChange`, or None if it was confirmed today."""
    return confirm_fact(LivingFact.CONTACT, producer, user)


def tell_contact_change(before, after):
    """Return the line that tells of a confirmation, or of a new contact that a member wrote and an editor published."""
    if is_new_contact(before, after):
        return [_("New contact, written on %(day)s, is public now") % {"day": day_words(day_of(after[CONFIRMED]))}]
    return still_right(before, after)


def is_new_contact(before, after):
    """Whether the contact itself changed, and not its day alone."""
    return before.get(SAID) != after.get(SAID)


def contact_holds(now, values):
    """Whether `values` are still what stands; days from before contacts had versions stand for any."""
    return all(now.get(name) == value for name, value in values.items())


def missing_contact(producer_id, values):
    """Return the `Missing` of a producer without a contact."""
    if values[SAID]:
        return None
    text = _("There is no phone, Zalo or e-mail to confirm yet.")
    return Missing(text, _("Add a phone number"), contact_form_url(producer_id))


def missing_everything(producer_id):
    """Return the `Missing` of a producer that says nothing at all."""
    text = _("There is no contact, price or month to confirm yet.")
    return Missing(text, _("Add a phone number"), contact_form_url(producer_id))


def contact_form_url(producer_id):
    """Return where a member writes its phone number."""
    return reverse("wagtailadmin_pages:edit", args=[producer_id]) + "#id_phone"


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
    tell_contact_change,
    stall_url,
    contact_holds,
    missing_contact,
    is_new_contact,
)
