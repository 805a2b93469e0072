"""How complete a producer's stall is, and what comes next."""

import json
from dataclasses import dataclass
from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext as _

from cooperatives.stall.frame import Step, steps_of
from cooperatives.stall.reviews import page_state

WANTED_PICTURES = 3


@dataclass(frozen=True)
class Completeness:
    """`steps`: all `Step`s, done or not."""

    steps: list

    @property
    def percent(self):
        """How much is done, of a hundred."""
        return round(100 * sum(step.is_done for step in self.steps) / len(self.steps)) if self.steps else 100

    @property
    def missing(self):
        """The steps that are left, those that can be taken now first."""
        return sorted((step for step in self.steps if not step.is_done), key=attrgetter("waits"))

    @property
    def next_step(self):
        """The first step that is left, or None."""
        return self.missing[0] if self.missing else None


def completeness(producer):
    """Return the `Completeness` of a producer's stall."""
    return Completeness(steps_of(producer))


def written_profile(producer):
    """Return {field: whether it is filled in} and the number of pictures, as members wrote them last: for them, what
    waits for an editor is done.

    A draft is read off its revision's plain values. Building the page from it would take nine queries more.
    """
    if producer.has_unpublished_changes and producer.latest_revision:
        said = producer.latest_revision.content
        pictures, has_story = len(said.get("gallery", [])), bool(json.loads(said.get("body") or "[]"))
    else:
        said = {name: getattr(producer, name) for name in ("phone", "zalo", "latitude", "longitude")}
        said["main_image"] = producer.main_image_id
        pictures, has_story = producer.gallery.count(), bool(producer.body)
    filled = {
        name: said.get(name) not in (None, "") for name in ("main_image", "phone", "zalo", "latitude", "longitude")
    }
    return {**filled, "body": has_story}, pictures + filled["main_image"]


def profile_steps(producer):
    """What the producer's own page should have."""
    has, pictures = written_profile(producer)
    edit = reverse("wagtailadmin_pages:edit", args=[producer.pk])
    add_pictures = f"{reverse('stall:photos')}?san-pham={producer.pk}"
    steps = [
        (_("Choose a main picture: it opens your page"), add_pictures, has["main_image"]),
        (_("Write your story: who you are, how you work"), edit, has["body"]),
        (_("Add a phone number: most buyers call"), f"{edit}#id_phone", has["phone"]),
        (_("Add a Zalo number: buyers send pictures and orders"), f"{edit}#id_zalo", has["zalo"]),
        (_("Put your place on the map"), f"{edit}#id_latitude", has["latitude"] and has["longitude"]),
        (_("Add pictures until there are three"), add_pictures, pictures >= WANTED_PICTURES),
    ]
    state, _words = page_state(producer, producer)
    return [Step(*step, waits=state in ("sent", "scheduled")) for step in steps]
