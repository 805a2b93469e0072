"""Value-chain stories: the list, and one page per story."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from cooperatives.models.places import place_in_words
from news.stories.blocks import StageStreamBlock
from news.stories.journey import Journey
from ocop.core import qr
from ocop.core.models import BasePage
from ocop.core.querysets import VisiblePageQuerySet
from ocop.core.search.fields import folded
from ocop.images.sizes import ARTICLE, CARD, SHARING, SQUARE, STAGE, load_sizes, sizes

PER_PAGE = 12
MOST_RELATED = 3


class StoryIndexPage(BasePage):
    """The list of value-chain stories."""

    name_en = "Value-chain stories"  # the section under /en/; no field, since what it is does not change
    summary_en = "From the field to the buyer: who grows, picks, makes and packs a product of Mai Sơn."
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.StoryPage"]

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=400, help_text=_("One or two sentences under the title.")
    )

    content_panels = BasePage.content_panels + ["introduction"]

    class Meta:
        verbose_name = _("stories' page")

    def get_context(self, request, *args, **kwargs):
        """Add `stories` (one page of them) and `tag`, the tag asked for by ?tag=slug, or None."""
        context = super().get_context(request, *args, **kwargs)
        stories = StoryPage.objects.browsable().child_of(self).newest_first().for_cards()
        tag = StoryPage.tags.through.tag_model().objects.filter(slug=request.GET.get("tag", "")).first()
        if tag:
            stories = stories.filter(tags=tag)
        context["tag"] = tag
        context["stories"] = Paginator(stories, PER_PAGE).get_page(request.GET.get("page"))
        return context


class StoryQuerySet(VisiblePageQuerySet):
    """Stories as visitors meet them."""

    def newest_first(self):
        """By the day a story was first published."""
        return self.order_by("-first_published_at", "-pk")

    def with_images(self):
        """All that a story's card draws but its picture's sizes; see `ocop.images.sizes.load_sizes`."""
        return self.select_related("main_image", "commune", "crop").defer_streamfields()

    def for_cards(self):
        """All that a story's card draws, in two queries."""
        return self.with_images().prefetch_related(sizes("main_image", ARTICLE, SQUARE))


class StoryTag(TaggedItemBase):
    """A tag on a story."""

    content_object = ParentalKey("news.StoryPage", related_name="tagged_items", on_delete=models.CASCADE)


class StoryPage(RoutablePageMixin, BasePage):
    """How one product comes about, stage by stage, from the field to the buyer."""

    parent_page_types = ["news.StoryIndexPage"]
    subpage_types = []
    search_kind = "story"
    preview_modes = [("", _("Page")), ("a5", _("Leaflet A5 (PDF)")), ("a4", _("Leaflet A4, folded (PDF)"))]

    summary = models.CharField(
        _("lead"),
        max_length=300,
        help_text=_("One or two sentences that stand under the title, in lists and on the leaflet."),
    )
    main_image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("cover"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Opens the story, stands in lists and on the leaflet."),
    )
    main_image_caption = models.CharField(_("caption of the cover"), max_length=200, blank=True)
    crop = models.ForeignKey(
        "products.Crop",
        verbose_name=_("crop or kind"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="stories",
        help_text=_("What the story is about. Stories of the same kind lead to each other."),
    )
    place = models.CharField(
        pgettext_lazy("in a story", "place"),
        max_length=120,
        blank=True,
        help_text=_("Village, orchard or workshop, as people say it."),
    )
    commune = models.ForeignKey(
        "cooperatives.Commune",
        verbose_name=_("commune today"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories",
        limit_choices_to={"valid_to": None},
    )
    tags = ClusterTaggableManager(through=StoryTag, verbose_name=_("tags"), blank=True)
    stages = StreamField(StageStreamBlock(), verbose_name=_("stages"), blank=True)
    stage_count = models.PositiveSmallIntegerField(default=0, editable=False)

    content_panels = BasePage.content_panels + [
        "summary",
        MultiFieldPanel(["main_image", "main_image_caption"], heading=_("Cover")),
        MultiFieldPanel([FieldRowPanel(["place", "commune"]), "crop", "tags"], heading=_("What it is about")),
        "stages",
    ]
    search_fields = folded(
        BasePage.search_fields
        + [
            index.SearchField("summary", boost=2),
            index.SearchField("stages"),
            index.SearchField("about_text"),
            index.FilterField("crop"),
            index.FilterField("commune"),
        ]
    )

    objects = PageManager.from_queryset(StoryQuerySet)()

    class Meta:
        verbose_name = _("value-chain story")
        verbose_name_plural = _("value-chain stories")

    @classmethod
    def rows_for_display(cls):
        return cls.objects.select_related("main_image", "crop", "commune")

    def clean(self):
        super().clean()
        self.stage_count = len(self.stages)

    @property
    def place_text(self):
        """Free words and today's commune: "Bản Noong Hoa, xã Mai Sơn"."""
        return ", ".join(filter(None, [self.place, self.commune.full_name if self.commune else ""]))

    @property
    def display_place(self):
        """The same in the reader's language, safe to print."""
        return place_in_words([self.place], self.commune)

    @property
    def about_text(self):
        """The words a person may use for what the story is about, for the search index."""
        return " ".join(filter(None, [self.place_text, self.crop.name if self.crop else ""]))

    @property
    def section(self):
        """The page of all stories, from the trail that is at hand."""
        return self.breadcrumbs[-1] if self.breadcrumbs else self.get_parent()

    @cached_property
    def journey(self):
        """The stages with all that takes part in them."""
        return Journey(self.stages)

    @path("to-gap-<str:paper>/", name="leaflet")
    def leaflet(self, request, paper):
        """The printable leaflet, such as /chuoi-gia-tri/ca-phe-muong-chanh/to-gap-a5/."""
        from news.stories.leaflet import published_leaflet

        return published_leaflet(self, request, paper)

    def serve_preview(self, request, mode_name):
        """Draw the page, or the leaflet as it would be printed now; neither is kept."""
        if not mode_name:
            return super().serve_preview(request, mode_name)
        from news.stories.leaflet import draft_leaflet

        return draft_leaflet(self, request, mode_name)

    def structured_data(self, request):
        """Describe the story as a schema.org Article about its crop, which mentions who and what takes part."""
        from news.stories.structured_data import story

        return [story(self, request)]

    def get_context(self, request, *args, **kwargs):
        """Add `journey`, `story_tags` and `related`: stories of the same crop first, then the newest."""
        context = super().get_context(request, *args, **kwargs)
        related = self.related()
        images = [self.main_image, *self.journey.images, *(story.main_image for story in related)]
        load_sizes(images, STAGE, SQUARE, CARD, ARTICLE, SHARING)
        address = self.full_url or request.build_absolute_uri()
        return {
            **context,
            "journey": self.journey,
            "related": related,
            "story_tags": list(self.tags.all()),
            "address": address,
            "qr": qr.svg(address, _("Code that leads to this story")),
        }

    def related(self):
        """Return up to `MOST_RELATED` other stories, in one query."""
        same_first = models.Case(models.When(crop=self.crop_id or 0, then=0), default=1)
        others = StoryPage.objects.browsable().exclude(pk=self.pk).with_images()
        return list(others.order_by(same_first, "-first_published_at", "-pk")[:MOST_RELATED])


class StoryMention(models.Model):
    """That a published story tells of a page; written when the story is published (`news.stories.mentions`)."""

    story = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="mentions")
    participant = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="story_mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "story"], name="story_mentions_page_once")]

    def __str__(self):
        return f"{self.story_id}: {self.participant_id}"
