"""Who writes, and under which heading it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from ocop.core.models import in_language
from ocop.core.text import slugify_vi


class SluggedModel(models.Model):
    """Something with a name and an address made of it; the address stays when the name is corrected later."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, blank=True, help_text=_("Leave empty: it is made of the name.")
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def free_slug(self):
        """Return a slug made of the name that no other row has."""
        base = slugify_vi(self.name, 70) or "muc"
        taken = set(type(self).objects.filter(slug__startswith=base).exclude(pk=self.pk).values_list("slug", flat=True))
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        return base if base not in taken else next(slug for slug in numbered if slug not in taken)


class Category(SluggedModel):
    """A heading of the news: one per article, with a page and feeds of its own."""

    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    description = models.CharField(
        _("description"), max_length=200, blank=True, help_text=_("One sentence under the heading's name on its page.")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)

    panels = [FieldRowPanel(["name", "name_en"]), FieldPanel("slug"), FieldPanel("description")]

    class Meta:
        ordering = ["sort_order", "name"]
        verbose_name = _("news category")
        verbose_name_plural = _("news categories")

    @property
    def display_name(self):
        """The name in the reader's language."""
        return in_language(self, "name", "name_en")


class Author(SluggedModel):
    """Somebody who signs articles: a person or a desk. Never an account: who signs in is nobody's business."""

    role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_('What they do, such as "Phóng viên mùa vụ".')
    )
    picture = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Square, at least 400 pixels. Ask the person before it is shown."),
    )
    biography = models.TextField(
        _("about the author"), max_length=600, blank=True, help_text=_("Two or three sentences on the author's page.")
    )
    is_desk = models.BooleanField(
        _("a desk, not a person"), default=False, help_text=_('Such as "Ban biên tập"; search engines are told so.')
    )

    panels = [
        FieldRowPanel(["name", "role"]),
        FieldPanel("slug"),
        FieldPanel("is_desk"),
        FieldPanel("picture"),
        FieldPanel("biography"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")
