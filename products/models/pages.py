"""The catalogue's page and one page per product, child of its producer's page."""

from django.db import models
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from cooperatives.access.pages import MembersPage
from cooperatives.models import HeldStandard, ProducerPage
from ocop.core.blocks import StoryStreamBlock
from ocop.core.models import BasePage, in_language
from ocop.core.querysets import VisiblePageQuerySet
from ocop.core.search.fields import folded
from ocop.core.text import both_numbers
from products.choices import ChannelKind


class ProductIndexPage(RoutablePageMixin, BasePage):
    """The catalogue: search, facets, cards; and the season calendar."""

    name_en = "Products"  # the section under /en/; no field, since what it is does not change
    summary_en = "Find OCOP products of Mai Sơn by month, kind, stars, commune, standard and price."
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = []

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=400, help_text=_("One or two sentences under the title.")
    )
    calendar_introduction = models.TextField(_("introduction of the season calendar"), blank=True, max_length=400)

    content_panels = BasePage.content_panels + ["introduction", "calendar_introduction"]

    class Meta:
        verbose_name = _("catalogue")

    @path("")
    def catalogue(self, request):
        """The catalogue itself, such as /san-pham/?q=ca+phe&stars=4&commune=04105&month=3; "ca phe 4 sao" leads there too."""
        from products.listing import catalogue_context, filters_asked_in_words

        if by_filter := filters_asked_in_words(request):
            return redirect(by_filter)

        return self.render(request, context_overrides=catalogue_context(request))

    def get_sitemap_urls(self, request=None):
        found = super().get_sitemap_urls(request)
        return [*found, {**found[0], "location": f"{found[0]['location']}lich-mua-vu/"}]

    @path("lich-mua-vu/", name="season_calendar")
    def season_calendar(self, request):
        """Products × 12 months."""
        from products.season import calendar_context

        return self.render(
            request, template="products/season_calendar.html", context_overrides=calendar_context(request)
        )


class ProductQuerySet(VisiblePageQuerySet):
    """Products as visitors meet them."""


class ProductTag(TaggedItemBase):
    """A tag on a product."""

    content_object = ParentalKey("products.ProductPage", related_name="tagged_items", on_delete=models.CASCADE)


class ProductPage(MembersPage, BasePage):
    """One product, made by one producer, whose page is its parent."""

    parent_page_types = ["cooperatives.ProducerPage"]
    subpage_types = []
    search_kind = "product"

    producer = models.ForeignKey(
        "cooperatives.ProducerPage",
        verbose_name=_("producer"),
        on_delete=models.RESTRICT,  # deleted together with the tree below the producer, never before it
        related_name="products",
        editable=False,
    )
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    product_set = models.ForeignKey(
        "products.ProductSet",
        verbose_name=_("product set"),
        on_delete=models.PROTECT,
        related_name="products",
        null=True,  # a draft may lack it
        help_text=_("The set of the OCOP classification that the product belongs to."),
    )
    crop = models.ForeignKey(
        "products.Crop",
        verbose_name=_("crop or kind"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="products",
        help_text=_("The line of the season calendar where the product stands."),
    )
    summary = models.CharField(
        _("summary"),
        max_length=200,
        help_text=_("One sentence that a buyer reads on the product's page and in search results."),
    )
    summary_en = models.CharField(_("English summary"), max_length=200, blank=True)
    main_image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Opens the page and stands on the card. Daylight, one subject, nothing in front of it."),
    )
    body = StreamField(StoryStreamBlock(), verbose_name=_("story"), blank=True)

    ingredients = models.CharField(_("ingredients"), max_length=300, blank=True)
    pack = models.CharField(_("packing"), max_length=160, blank=True)
    shelf_life = models.CharField(_("shelf life"), max_length=120, blank=True)
    storage = models.CharField(_("how to keep it"), max_length=200, blank=True)
    usage = models.CharField(_("how to use it"), max_length=300, blank=True)
    product_code = models.CharField(
        _("OCOP product code"),
        max_length=30,
        blank=True,
        help_text=_("Province–commune–number–year, as on the papers."),
    )
    traceability_url = models.URLField(
        _("traceability page"), blank=True, help_text=_("The producer's own traceability system, if there is one.")
    )
    tags = ClusterTaggableManager(through=ProductTag, verbose_name=_("tags"), blank=True)

    content_panels = BasePage.content_panels + [
        MultiFieldPanel(["summary", "main_image", "body"], heading=_("What buyers read first")),
        InlinePanel("gallery", heading=_("More pictures"), label=_("picture"), max_num=12),
        MultiFieldPanel(["product_set", "crop", "tags", "product_code"], heading=_("Where it stands in the catalogue")),
        MultiFieldPanel(
            ["ingredients", FieldRowPanel(["pack", "shelf_life"]), "storage", "usage", "traceability_url"],
            heading=_("Facts for buyers"),
        ),
        InlinePanel("held_standards", heading=_("Standards of this product"), label=_("standard")),
        InlinePanel("channels", heading=_("Where to buy it"), label=_("place of sale")),
        HelpPanel(
            heading=_("Price, months and stars"),
            content=_(
                "The co-op changes prices and months on its own stall, without a review; stars come from the certificates."
            ),
        ),
        MultiFieldPanel(["name_en", "summary_en"], heading=_("In English, for buyers abroad"), classname="collapsed"),
    ]
    search_fields = folded(
        BasePage.search_fields
        + [
            index.SearchField("summary", boost=2),
            index.SearchField("summary_en"),
            index.SearchField("body"),
            index.SearchField("ingredients"),
            index.SearchField("kind_text"),
            index.SearchField("english_text"),
            index.SearchField("maker_text"),
            index.FilterField("producer"),
        ]
    )

    objects = PageManager.from_queryset(ProductQuerySet)()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")

    @classmethod
    def rows_for_display(cls):
        return cls.objects.select_related(
            "main_image",
            "product_set",
            "crop",
            "offer",
            "entry__certificate",
            "producer__commune",
            "producer__former_commune",
            "producer__contact_confirmation",
        )

    @classmethod
    def get_indexed_objects(cls):
        """With all that the texts below are put together from, fetched for many products at once."""
        return (
            super()
            .get_indexed_objects()
            .select_related("product_set", "crop", "producer__commune", "producer__former_commune")
            .prefetch_related("held_standards__standard", "producer__held_standards__standard", "tagged_items__tag")
        )

    def save(self, *args, **kwargs):
        self.take_producer_from_parent()
        super().save(*args, **kwargs)

    def take_producer_from_parent(self):
        """Repeat the parent as `producer`, so that listings need no tree walk."""
        if self.path:
            parent = ProducerPage.objects.filter(path=self.path[: -self.steplen]).values_list("pk", flat=True).first()
            self.producer_id = parent or self.producer_id

    @property
    def trail(self):
        """The section and the producer, who is at hand already."""
        return [
            self.producer if crumb.pk == self.producer_id else crumb.specific_deferred for crumb in self.breadcrumbs
        ]

    @property
    def display_summary(self):
        """The summary in the reader's language."""
        return in_language(self, "summary", "summary_en")

    @property
    def kind_text(self):
        """The words a buyer may use for the kind of product, for the search index."""
        sets = [self.product_set.short_name, self.product_set.group] if self.product_set else []
        parts = [*sets, self.crop.name if self.crop else ""]
        held = [*self.held_standards.all(), *self.producer.held_standards.all()]
        standards = {name for item in held for name in (item.standard.name, item.standard.name_en)}
        standards |= {name.replace(".", "") for name in standards}  # GlobalG.A.P. is typed globalgap
        tags = [item.tag.name for item in self.tagged_items.all()]
        return " ".join(filter(None, [*parts, *sorted(standards), *tags]))

    @property
    def english_text(self):
        """The English names with each word in the singular and the plural, for the search index: buyers type either."""
        return both_numbers(f"{self.name_en} {self.crop.name_en if self.crop else ''}")

    @property
    def maker_text(self):
        """The producer's name and every name of its place, for the search index."""
        return f"{self.producer.title} {self.producer.place_text}"

    @cached_property
    def certificate(self):
        """The certificate whose stars may be drawn today, or None; the one with most stars if several are in force."""
        today = timezone.localdate()
        entry = getattr(self, "entry", None)
        if entry and entry.certificate and entry.certificate.draws_stars_on(today):
            return entry.certificate
        drawing = [item for item in self.certificates.all() if item.draws_stars_on(today)]
        return max(drawing, key=lambda item: (item.stars, item.expires_on), default=None)

    def structured_data(self, request):
        """Describe the product as a schema.org Product; a star appears only while its certificate is in force."""
        from products.structured_data import product

        return [product(self, request)]

    def get_context(self, request, *args, **kwargs):
        from products.detail import product_context

        if self.producer_id is None:
            self.take_producer_from_parent()
        return {**super().get_context(request, *args, **kwargs), **product_context(self, request)}


class ProductPicture(Orderable):
    """One more picture of a product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="gallery")
    image = models.ForeignKey("images.SiteImage", verbose_name=_("picture"), on_delete=models.CASCADE, related_name="+")
    caption = models.CharField(_("caption"), max_length=160, blank=True)

    panels = [FieldPanel("image"), FieldPanel("caption")]


class ProductStandard(HeldStandard, Orderable):
    """A standard that this product alone holds."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="held_standards")

    class Meta(Orderable.Meta):
        verbose_name = _("standard held by the product")


class SalesChannel(Orderable):
    """One place where a product can be bought."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(_("kind of place"), max_length=16, choices=ChannelKind, default=ChannelKind.FARM)
    name = models.CharField(_("name"), max_length=120)
    detail = models.CharField(_("address or note"), max_length=160, blank=True)
    url = models.URLField(_("web address"), blank=True)

    panels = [FieldRowPanel(["kind", "name"]), FieldPanel("detail"), FieldPanel("url")]
