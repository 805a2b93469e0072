"""Keeps pictures without words out of a member's hands until somebody has said what they show."""

from wagtail import hooks

from cooperatives.access.standing import standing


@hooks.register("construct_image_chooser_queryset")
def offer_described_pictures(images, request):
    """In the editor's chooser a member finds what can be read aloud; a picture sent from there asks for its words itself."""
    return images.exclude(description="") if standing(request.user).is_member else images
