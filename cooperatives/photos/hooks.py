"""Keeps pictures without words out of a member's hands until somebody has said what they show."""

from wagtail import hooks

from cooperatives.access.standing import standing
from ocop.images.models import SiteImage


@hooks.register("construct_image_chooser_queryset")
def offer_described_pictures(images, request):
    """In the editor's chooser a member finds what can be read aloud; a picture sent from there asks for its words itself."""
    if not standing(request.user).is_member:
        return images
    # By id: the search, which comes after this, can filter by no field that is not in its index.
    return images.filter(pk__in=SiteImage.objects.exclude(description="").values("pk"))
