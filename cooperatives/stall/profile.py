"""How complete a producer's stall is, and what comes next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cooperatives.stall.frame import Step, steps_of

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
        """The steps that are left."""
        return [step for step in self.steps if not step.is_done]

    @property
    def next_step(self):
        """The first step that is left, or None."""
        return self.missing[0] if self.missing else None


def completeness(producer):
    """Return the `Completeness` of a producer's stall."""
    return Completeness(steps_of(producer))


def written_profile(producer):
    """Return the page as its members wrote it last: what waits for an editor is done, for them."""
    return producer.get_latest_revision_as_object() if producer.has_unpublished_changes else producer


def profile_steps(producer):
    """What the producer's own page should have."""
    page = written_profile(producer)
    edit = reverse("wagtailadmin_pages:edit", args=[producer.pk])
    pictures = page.gallery.count() + bool(page.main_image_id)
    return [
        Step(_("Choose a main picture: it opens your page"), edit, bool(page.main_image_id)),
        Step(_("Write your story: who you are, how you work"), edit, bool(page.body)),
        Step(_("Add a phone number: most buyers call"), edit, bool(page.phone)),
        Step(_("Add a Zalo number: buyers send pictures and orders"), edit, bool(page.zalo)),
        Step(_("Put your place on the map"), edit, page.latitude is not None and page.longitude is not None),
        Step(_("Add pictures until there are three"), edit, pictures >= WANTED_PICTURES),
    ]
