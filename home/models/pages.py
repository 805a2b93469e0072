"""The front page and the plain pages."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from home.blocks import HomeStreamBlock
from home.page_form import HomePageForm
from news.blocks import ArticleStreamBlock
from ocop.core.models import BasePage, in_language
from ocop.core.prepared import prepared
from ocop.core.querysets import restricted
from ocop.core.search.fields import folded


class HomePage(BasePage):
    """The front page: the month is the hero. What editors leave empty fills itself."""

    base_form_class = HomePageForm
    name_en = "Products of Mai Sơn and the people who make them"  # in the browser's tab under /en/
    summary_en = (
        "OCOP products of Mai Sơn, Sơn La: in season when, at what price, with"
        " stars that hold today or not, and whom to call."
    )
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "products.ProductIndexPage",
        "cooperatives.ProducerIndexPage",
        "news.ArticleIndexPage",
        "news.LibraryPage",
        "trade.EventIndexPage",
        "news.VideoIndexPage",
        "news.StoryIndexPage",
        "home.StatisticsPage",
        "home.StandardPage",
    ]

    hero_image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("hero picture, wide"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("At least 1920 × 900 pixels, quiet on the left where the words stand."),
    )
    hero_image_phone = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("hero picture on phones"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Square, at least 900 pixels."),
    )

    figures_source = models.CharField(
        _("source of the figures"), max_length=160, blank=True, help_text=_("Who counted, where, and up to which day.")
    )
    figures_source_en = models.CharField(_("source of the figures in English"), max_length=160, blank=True)
    figures_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page with all figures"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    sections = StreamField(
        HomeStreamBlock(),
        verbose_name=_("sections"),
        blank=True,
        help_text=_("What stands below the months, from top to bottom. Without any, all stand in the usual order."),
    )

    content_panels = BasePage.content_panels + [
        MultiFieldPanel(
            [
                FieldPanel("hero_image"),
                FieldPanel("hero_image_phone"),
            ],
            heading=_("Hero"),
        ),
        "sections",
        InlinePanel(
            "month_heroes",
            heading=_("Headlines of the twelve months"),
            label=_("month"),
            max_num=12,
            classname="collapsed",
            help_text=_("The headline changes with the month: fill in twelve lines once and forget them."),
        ),
        InlinePanel(
            "featured_products",
            heading=_("Products in season"),
            label=_("product"),
            max_num=8,
            help_text=_("Leave empty: the page then shows what is in season this month, freshest price first."),
        ),
        InlinePanel(
            "featured_producers",
            heading=_("Featured producers"),
            label=_("producer"),
            max_num=6,
            help_text=_("Leave empty: the page then shows the producers who confirmed their contact last."),
        ),
        MultiFieldPanel(
            [
                InlinePanel("figures", label=_("figure"), max_num=4),
                FieldRowPanel(["figures_source", "figures_source_en"]),
                PageChooserPanel("figures_page"),
            ],
            heading=_("Figures"),
        ),
    ]

    class Meta:
        verbose_name = _("front page")

    @classmethod
    def rows_for_display(cls):
        return cls.objects.select_related("hero_image", "hero_image_phone", "figures_page")

    def route(self, request, path_components):
        """Find the page of a whole address at once, where Wagtail would walk down the tree with two queries a step.

        Addresses that are no page's own (the season calendar below the catalogue) are walked as usual.
        """
        if path_components:
            slugs, addresses = list(path_components), []
            for end in range(1, len(slugs) + 1):
                addresses.append(self.url_path + "/".join(slugs[:end]) + "/")
            pages = pages_on_the_way(*slugs, *addresses)
            if len(pages) == len(slugs):
                page = pages[-1].specific_class.for_display(pages[-1].pk)
                page.is_unrestricted = not pages[-1].is_restricted
                page.breadcrumbs = [above for above in pages[:-1] if above.live]
                return page.route(request, [])
            return super().route(request, path_components)
        return super(HomePage, self.as_stored()).route(request, [])

    def as_stored(self):
        """Return this page as the database has it now: `home.sites` may have kept it for a while."""
        return self.for_display(self.pk)

    @property
    def display_figures_source(self):
        """The source in the reader's language."""
        return in_language(self, "figures_source", "figures_source_en")

    def get_context(self, request, *args, **kwargs):
        from home.front_page import front_page_context

        return {**super().get_context(request, *args, **kwargs), **front_page_context(self)}


@prepared
def pages_on_the_way(*slugs_and_addresses):
    """The pages with these slugs and whole addresses, as many of the one as of the other, from the top down."""
    half = len(slugs_and_addresses) // 2
    pages = Page.objects.filter(slug__in=slugs_and_addresses[:half], url_path__in=slugs_and_addresses[half:])
    return pages.annotate(is_restricted=restricted()).order_by("depth")


class MonthHero(models.Model):
    """What the front page says in one month."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="month_heroes")
    month = models.PositiveSmallIntegerField(
        _("month"), validators=[MinValueValidator(1), MaxValueValidator(12)], help_text=_("1 to 12")
    )
    headline = models.CharField(_("headline"), max_length=60)
    headline_en = models.CharField(_("English headline"), max_length=60, blank=True)
    lead = models.CharField(_("lead"), max_length=160, blank=True)
    lead_en = models.CharField(_("English lead"), max_length=160, blank=True)
    ribbon = models.CharField(_("words on the ribbon"), max_length=24, help_text=_('Such as "Cà phê, na".'))
    ribbon_en = models.CharField(_("English words on the ribbon"), max_length=24, blank=True)

    panels = [
        FieldRowPanel(["month", "ribbon", "ribbon_en"]),
        FieldRowPanel(["headline", "headline_en"]),
        FieldRowPanel(["lead", "lead_en"]),
    ]

    class Meta:
        ordering = ["month"]
        constraints = [models.UniqueConstraint(fields=["page", "month"], name="month_hero_once")]

    def __str__(self):
        return f"{self.month}: {self.headline}"

    @property
    def display_headline(self):
        """The headline in the reader's language."""
        return in_language(self, "headline", "headline_en")

    @property
    def display_lead(self):
        """The lead in the reader's language."""
        return in_language(self, "lead", "lead_en")

    @property
    def display_ribbon(self):
        """The ribbon's words in the reader's language."""
        return in_language(self, "ribbon", "ribbon_en")


class HomeFigure(Orderable):
    """A large number on the front page, such as "6.503 thành viên"."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="figures")
    value = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=40, help_text=_('What is counted, such as "thành viên".'))
    label_en = models.CharField(_("English label"), max_length=40, blank=True)

    panels = [FieldRowPanel(["value", "label", "label_en"])]

    @property
    def display_label(self):
        """The label in the reader's language."""
        return in_language(self, "label", "label_en")


class FeaturedProduct(Orderable):
    """A product that editors put on the front page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_products")
    product = models.ForeignKey(
        "products.ProductPage", verbose_name=_("product"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("product")]


class FeaturedProducer(Orderable):
    """A producer that editors put on the front page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_producers")
    producer = models.ForeignKey(
        "cooperatives.ProducerPage", verbose_name=_("producer"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("producer")]


class StandardPage(BasePage):
    """A plain page: about, contact, privacy, help for buyers."""

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    search_kind = "page"

    summary = models.CharField(
        _("summary"), max_length=300, blank=True, help_text=_("Stands in bold above the text and in search results.")
    )
    body = StreamField(ArticleStreamBlock(), verbose_name=_("text"), blank=True)

    content_panels = BasePage.content_panels + ["summary", "body"]
    search_fields = folded(BasePage.search_fields + [index.SearchField("summary", boost=2), index.SearchField("body")])

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
