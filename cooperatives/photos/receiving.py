"""Takes a photo into a producer's collection, through the form that every picture of the site goes through."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from wagtail.images.forms import get_image_form

from cooperatives.access.belongings import own_images
from cooperatives.access.files import LONGEST_TITLE
from ocop.core.pasted import tidy
from ocop.images.models import SiteImage
from ocop.images.sizes import SQUARE, specs_of


def receive(upload, producer, user):
    """Return (photo, whether it is new) for an uploaded file; the same photo sent twice is one photo.

    A line that breaks after the last byte leaves the phone without an answer: it sends again, and finds what is there.
    Raises ValidationError with one sentence where the file cannot be used.
    """
    form = upload_form(upload, producer, user)
    if not form.is_valid():
        raise ValidationError(next(error for errors in form.errors.values() for error in errors))
    photo = form.save(commit=False)
    known = own_images(producer).filter(file_hash=photo.file_hash).first()
    if known:
        return known, False
    photo.save()
    photo.get_renditions(*specs_of(SQUARE))  # now, one by one, rather than all when the list is opened
    return photo, True


def upload_form(upload, producer, user):
    """Return the bound form; collection and owner come from the membership, never from what was sent."""
    Form = get_image_form(SiteImage, ["title", "file"])
    photo = SiteImage(collection=producer.stall.collection, uploaded_by_user=user)
    title = tidy(PurePath(upload.name or "").stem)[:LONGEST_TITLE].strip() or "Ảnh"
    data = {"title": title, "collection": producer.stall.collection_id}
    return Form(data, {"file": upload}, instance=photo, user=user)
