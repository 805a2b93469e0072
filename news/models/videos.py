"""Videos: the list, and one page per video."""

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from cooperatives.models import ProducerPage
from news.videos.duration import CLOCK, clock_of, seconds_of
from news.videos.page_form import VideoPageForm, unplayable
from news.videos.structured_data import video_object
from news.videos.youtube import read_youtube, validate_youtube
from ocop.core.models import BasePage
from ocop.core.querysets import VisiblePageQuerySet
from ocop.core.search.fields import folded
from ocop.images.sizes import ARTICLE, FILM, LEAD, SHARING, load_sizes, sizes
from products.models import CatalogueEntry

PER_PAGE = 12
MOST_RELATED = 3


class VideoIndexPage(BasePage):
    """The list of videos, newest first."""

    name_en = "Videos"  # the section under /en/; no field, since what it is does not change
    summary_en = "Films on seasons and crafts around Mai Sơn, with subtitles and the words to read."
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.VideoPage"]

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=400, help_text=_("One or two sentences under the title.")
    )

    content_panels = BasePage.content_panels + ["introduction"]

    class Meta:
        verbose_name = _("videos' page")

    def get_context(self, request, *args, **kwargs):
        """Add `videos` (one page of them) and `tag`, the tag asked for by ?tag=slug, or None."""
        context = super().get_context(request, *args, **kwargs)
        videos = VideoPage.objects.browsable().child_of(self).newest_first().for_cards()
        tag = VideoPage.tags.through.tag_model().objects.filter(slug=request.GET.get("tag", "")).first()
        if tag:
            videos = videos.filter(tags=tag)
        context["tag"] = tag
        context["videos"] = Paginator(videos, PER_PAGE).get_page(request.GET.get("page"))
        return context


class VideoQuerySet(VisiblePageQuerySet):
    """Videos as visitors meet them."""

    def newest_first(self):
        """By the day the video bears, the later written first on the same day."""
        return self.order_by("-date", "-pk")

    def for_cards(self):
        """All that a video's card draws, in two queries."""
        return self.select_related("main_image").defer("transcript").prefetch_related(sizes("main_image", ARTICLE))

    def for_playing(self):
        """All that the player draws, in two queries."""
        return self.select_related("main_image", "film").prefetch_related(sizes("main_image", FILM, LEAD, SHARING))


class VideoTag(TaggedItemBase):
    """A tag on a video."""

    content_object = ParentalKey("news.VideoPage", related_name="tagged_items", on_delete=models.CASCADE)


class VideoProducer(Orderable):
    """A producer that a video shows."""

    page = ParentalKey("news.VideoPage", related_name="shown_producers", on_delete=models.CASCADE)
    producer = models.ForeignKey(
        "cooperatives.ProducerPage", verbose_name=_("producer"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("producer", "cooperatives.ProducerPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("producer shown")


class VideoProduct(Orderable):
    """A product that a video shows."""

    page = ParentalKey("news.VideoPage", related_name="shown_products", on_delete=models.CASCADE)
    product = models.ForeignKey(
        "products.ProductPage", verbose_name=_("product"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("product", "products.ProductPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("product shown")


class VideoPage(BasePage):
    """One video: a film kept here, or one at YouTube that loads when the visitor presses play."""

    parent_page_types = ["news.VideoIndexPage"]
    subpage_types = []
    search_kind = "video"
    base_form_class = VideoPageForm

    film = models.ForeignKey(
        "news.VideoFile",
        verbose_name=_("film kept here"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("An uploaded MP4 or WebM file. It plays in the page, and nobody else learns who watches."),
    )
    youtube = models.CharField(
        _("or its address at YouTube"),
        max_length=200,
        blank=True,
        validators=[validate_youtube],
        help_text=_("Of one video, such as https://youtu.be/…; the player loads only when a visitor presses play."),
    )
    main_image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("poster picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Stands in lists and before the video plays. A film kept here brings its own; a video at YouTube needs one of "
            "yours: nothing loads from there before visitors press play."
        ),
    )
    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("The day the video bears."))
    length = models.CharField(
        _("duration"),
        max_length=8,
        blank=True,
        validators=[CLOCK],
        help_text=_("Minutes and seconds, such as 4:35. An uploaded film fills it in by itself."),
    )
    summary = models.CharField(
        _("summary"), max_length=300, help_text=_("One or two sentences: what there is to see. Stands in lists too.")
    )
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_(
            "What is said and shown, for those who read it and for the search. An empty line parts paragraphs."
        ),
    )
    tags = ClusterTaggableManager(through=VideoTag, verbose_name=_("tags"), blank=True)

    content_panels = BasePage.content_panels + [
        MultiFieldPanel(
            ["film", "youtube", "main_image", FieldRowPanel([FieldPanel("date", required_on_save=False), "length"])],
            heading=_("The video"),
        ),
        "summary",
        FieldPanel("transcript"),
        MultiFieldPanel(
            [
                InlinePanel("shown_producers", label=_("Producer"), heading=_("Producers"), max_num=8),
                InlinePanel("shown_products", label=_("Product"), heading=_("Products"), max_num=8),
            ],
            heading=_("Whom and what it shows"),
        ),
        "tags",
    ]
    search_fields = folded(
        BasePage.search_fields
        + [
            index.SearchField("summary", boost=2),
            index.SearchField("transcript"),
            index.FilterField("date"),
        ]
    )

    objects = PageManager.from_queryset(VideoQuerySet)()

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    @classmethod
    def for_display(cls, pk):
        page = super().for_display(pk)
        load_sizes([page.main_image], FILM, LEAD, SHARING)
        return page

    @classmethod
    def rows_for_display(cls):
        return cls.objects.select_related("main_image", "film")

    @cached_property
    def at_youtube(self):
        """The `YouTubeVideo`, or None for a film kept here."""
        return read_youtube(self.youtube) if self.youtube and not self.film_id else None

    @property
    def seconds(self):
        """The duration in seconds, or None where nobody wrote it."""
        return seconds_of(self.length)

    def clean(self):
        """Take from the film what it tells by itself."""
        super().clean()
        self.take_from_film()

    def unfinished(self):
        return unplayable(self.film, self.youtube, self.main_image)

    def save(self, *args, **kwargs):
        self.take_from_film()
        return super().save(*args, **kwargs)

    def take_from_film(self):
        """Fill in the film's duration, and its picture where no other is chosen."""
        if self.film:
            self.length = clock_of(self.film.duration)
            self.main_image = self.main_image or self.film.poster

    def structured_data(self, request):
        """Describe the video as a schema.org VideoObject."""
        return [video_object(self, request)]

    def get_context(self, request, *args, **kwargs):
        """Add the tags, `producers` and `products` shown (cards), and `related`: those that share a tag first."""
        context = super().get_context(request, *args, **kwargs)
        producer_ids = [row.producer_id for row in self.shown_producers.all()]
        product_ids = [row.product_id for row in self.shown_products.all()]
        tags = list(self.tags.all())
        context["video_tags"] = tags
        context["producers"] = ProducerPage.objects.in_this_order(producer_ids)
        context["products"] = CatalogueEntry.objects.cards(product_ids)
        context["related"] = self.related(tags)
        return context

    def related(self, tags):
        """Up to three other videos, those that share one of `tags` first: two queries."""
        shared = VideoTag.objects.filter(content_object=OuterRef("pk"), tag__in=tags)
        others = VideoPage.objects.browsable().exclude(pk=self.pk).for_cards()
        return list(others.annotate(is_near=Exists(shared)).order_by("-is_near", "-date", "-pk")[:MOST_RELATED])
