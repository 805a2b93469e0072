"""Tags of demo and generated pages, with addresses in plain letters."""

from taggit.models import Tag

from ocop.core.text import slugify_vi


class Tags:
    """Finds tags by name, and makes those that are missing."""

    def __init__(self):
        self.known = {tag.name: tag for tag in Tag.objects.all()}

    def get(self, name):
        """Return the tag of this name."""
        if name not in self.known:
            self.known[name] = Tag.objects.create(name=name, slug=self.free_slug(name))
        return self.known[name]

    def free_slug(self, name):
        """Return the name as a slug, numbered where another tag has it: "vải" after "vai"."""
        slug, number = slugify_vi(name), 1
        taken = {tag.slug for tag in self.known.values()}
        while slug in taken:
            number += 1
            slug = f"{slugify_vi(name)}-{number}"
        return slug
