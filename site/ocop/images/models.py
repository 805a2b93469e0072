"""The site's pictures: re-encoded on upload, named unguessably, described in words."""

import secrets
from functools import lru_cache
from pathlib import PurePath

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from ocop.core.search.fields import folded


@lru_cache(maxsize=256)
def known_filter(spec):
    """Return the `Filter` of a spec; reading "fill-400x300|format-webp" into operations costs more than drawing it."""
    return Filter(spec=spec)


class SiteImage(AbstractImage):
    """One picture with its description and the person to credit."""

    credit = models.CharField(
        _("credit"),
        max_length=120,
        blank=True,
        help_text=_("Who took or drew the picture. Shown in small letters under it."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = folded(Image.search_fields)

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename):
        """Put a random part into the name, so that an original's address cannot be guessed from its rendition."""
        path = PurePath(super().get_upload_to(filename))
        return str(path.with_name(f"{secrets.token_hex(8)}-{path.name[-60:]}"))

    def get_rendition(self, filter):
        found = self.renditions_at_hand([filter])
        return next(iter(found.values())) if found else super().get_rendition(filter)

    def get_renditions(self, *filters):
        return self.renditions_at_hand(filters) or super().get_renditions(*filters)

    @property
    def loaded_renditions(self):
        """The renditions that came with the picture (see `ocop.images.sizes`), or None."""
        if "renditions" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.renditions.all())
        return getattr(self, "prefetched_renditions", None)

    def keep_renditions(self, renditions):
        """Let `renditions` (a list) have come with the picture, under the name that Wagtail knows."""
        for rendition in renditions:
            rendition.image = self
        self.prefetched_renditions = renditions

    def renditions_at_hand(self, filters):
        """Return {spec: rendition} of `filters` if all came with the picture (see `ocop.images.sizes`), else {}.

        Wagtail would read every filter anew, and write what it found into the cache: one write for each picture drawn.
        """
        loaded = self.loaded_renditions or ()
        known = {(rendition.filter_spec, rendition.focal_point_key): rendition for rendition in loaded}
        found = {}
        for wanted in filters if known else ():
            spec = getattr(wanted, "spec", wanted)
            rendition = known.get((spec, known_filter(spec).get_cache_key(self)))
            if rendition is None:
                return {}
            found[spec] = rendition
        return found


class Rendition(AbstractRendition):
    """One size of a picture, made when first asked for."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"),
        ]

    def img_tag(self, extra_attributes=None):
        """Return the <img>; what describes it is Vietnamese, and says so on an English page."""
        attributes = dict(extra_attributes or {})
        if get_language() == "en" and attributes.get("alt", self.alt):
            attributes["lang"] = "vi"
        return super().img_tag(attributes)
