"""Puts a picture into the draft of a page. The public page stays as it is until an editor approves."""

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.locks import ScheduledForPublishLock

from cooperatives.photos.sending import fresh
from ocop.core.templatetags.ocop import day

MOST_PICTURES = 12  # as many as the page's own form takes in its gallery


class Role(TextChoices):
    """What a picture does on a page."""

    MAIN = "anh-chinh", gettext_lazy("Main picture: opens the page and stands in lists")
    GALLERY = "bo-anh", gettext_lazy("One more picture further down")


class PlacingError(Exception):
    """The picture cannot go there now; the message says why."""


class WaitsForReviewError(PlacingError):
    """The page is with the editors: take it back first."""


@transaction.atomic
def place(photo, page, role, user):
    """Write a draft of `page` in which `photo` has the `Role`; the same picture at the same place changes nothing.

    Raises PlacingError if the page is locked, the picture is not described, or the gallery is full.
    """
    page = fresh(page)
    check_open(page, user)
    if not photo.description.strip():
        raise PlacingError(_("First say what the picture shows."))
    draft = page.get_latest_revision_as_object()
    changed = make_main(draft, photo) if role == Role.MAIN else add_to_gallery(draft, photo)
    if changed:
        # clean=False: a draft may be unfinished; sending it is where that matters.
        draft.save_revision(user=user, log_action=True, clean=False)


def check_open(page, user):
    """Raise PlacingError if `user` may not write a draft of `page` now."""
    lock = page.get_lock()
    if page.workflow_in_progress and lock and lock.for_user(user):
        raise WaitsForReviewError(_("“%(page)s” is with the editors. Take it back to change it.") % {"page": page})
    if isinstance(lock, ScheduledForPublishLock):
        raise PlacingError(scheduled_words(page))
    if lock and lock.for_user(user):
        raise PlacingError(_("“%(page)s” is locked by an editor. Ask them to open it.") % {"page": page})
    if not page.permissions_for_user(user).can_edit():
        raise PlacingError(_("You may not change “%(page)s”.") % {"page": page})


def scheduled_words(page):
    """Return why a version that waits for its day is not changed, and when it can be."""
    return _("“%(page)s” is approved and goes public on %(day)s. Until then it stays as it is.") % {
        "page": page,
        "day": day(page.scheduled_revision.approved_go_live_at),
    }


def make_main(draft, photo):
    """Let `photo` open the page; return whether that is new."""
    is_new = draft.main_image_id != photo.pk
    draft.main_image = photo
    return is_new


def add_to_gallery(draft, photo):
    """Put `photo` behind the gallery's last picture; return whether that is new."""
    standing = list(draft.gallery.all())
    if any(item.image_id == photo.pk for item in standing):
        return False
    if len(standing) >= MOST_PICTURES:
        raise PlacingError(
            _("There are %(number)s pictures already. Edit the page and take one away first.")
            % {"number": len(standing)}
        )
    last = max((item.sort_order or 0 for item in standing), default=-1)
    draft.gallery.add(draft.gallery.model(image=photo, sort_order=last + 1))
    return True
