"""The page every page of the site extends, and the small mixins it is assembled from."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction

from ocop.core.languages import Vietnamese
from ocop.core.page_form import PageForm
from ocop.core.panels import TitlePanel
from ocop.core.search.fields import folded


class SocialImageMixin(models.Model):
    """The picture shown when a page is shared; without one, the page's own picture or the site's card is used."""

    social_image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown when someone shares this page on Zalo or Facebook. Leave empty to use the page's picture."),
    )

    promote_panels = [MultiFieldPanel([FieldPanel("social_image")], heading=_("When shared"))]

    class Meta:
        abstract = True

    @property
    def sharing_image(self):
        """The picture for the social card, or None: the site's own card is used then."""
        return self.social_image or getattr(self, "main_image", None)


class BreadcrumbMixin(models.Model):
    """Where a page stands: its ancestors below the home page."""

    class Meta:
        abstract = True

    @cached_property
    def breadcrumbs(self):
        """The pages from the section down to the parent, one query."""
        if self.depth <= 3:
            return []
        return list(self.get_ancestors().filter(depth__gt=2).live().defer_streamfields())

    @property
    def trail(self):
        """The breadcrumbs as the classes they are: these know their names in the reader's language."""
        return [crumb.specific_deferred for crumb in self.breadcrumbs]


class StructuredDataMixin(models.Model):
    """What a page tells search engines about itself, as schema.org JSON-LD."""

    class Meta:
        abstract = True

    def structured_data(self, request):
        """Return a list of JSON-LD objects (dicts) that describe this page; none by default."""
        return []


class BasePage(SocialImageMixin, BreadcrumbMixin, StructuredDataMixin, Page):
    """The abstract page all others extend; it assembles mixins and holds nothing else."""

    base_form_class = PageForm
    content_panels = [TitlePanel("title")]
    search_fields = folded(Page.search_fields)
    promote_panels = Page.promote_panels + SocialImageMixin.promote_panels

    is_unrestricted = False  # set by HomePage.route, on the page of one request

    class Meta:
        abstract = True

    @classmethod
    def for_display(cls, pk):
        """Return the page with this id, with all that its template always draws joined in."""
        return cls.objects.get(pk=pk)

    def get_view_restrictions(self):
        """The restrictions on this page and above it, or on the sources of aliases among them: one query.

        None where the request's routing has already seen that there is none.
        """
        if self.is_unrestricted:
            return PageViewRestriction.objects.none()
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(
            Q(page__path__in=paths) | Q(page__aliases__path__in=paths) | Q(page__aliases__aliases__path__in=paths)
        ).distinct()

    @property
    def display_title(self):
        """The title in the reader's language, where the page carries one."""
        return in_language(self, "title", "name_en")

    @property
    def browser_title(self):
        """What stands in the browser's tab and on the social card: the editors' title for search engines, if any."""
        return in_language(self, "seo_title", "name_en") or self.display_title

    @property
    def summary_text(self):
        """The one sentence that stands for the page in lists and in search engines."""
        written = in_language(self, "search_description", "summary_en")
        return written or in_language(self, "summary", "summary_en")


def in_language(instance, field, english_field):
    """Return `english_field` under /en/ where it is filled in, else `field`; "" where the model has neither.

    What stays Vietnamese under /en/ is a `Vietnamese`, so that templates can mark it.
    """
    text = getattr(instance, field, "")
    if get_language() != "en":
        return text
    return getattr(instance, english_field, "") or (Vietnamese(text) if text else "")
