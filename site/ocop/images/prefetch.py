"""One query for the sizes of all pictures on a page."""

from django.db.models import prefetch_related_objects


def load_renditions(images):
    """Fetch the renditions of `images` (an iterable of SiteImage or None) in one query, for the templates to find."""
    prefetch_related_objects([image for image in images if image is not None], "renditions")
