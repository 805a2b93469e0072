"""The producers' pages: the list with its map, and one page per producer."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from cooperatives.access.pages import MembersPage
from cooperatives.choices import LegalForm
from cooperatives.models.places import place_in_words
from cooperatives.models.records import is_stale
from cooperatives.models.standards import HeldStandard
from ocop.core.blocks import StoryStreamBlock
from ocop.core.contacts import directions_url, phone_href, phone_text, zalo_url
from ocop.core.models import BasePage, in_language
from ocop.core.prepared import prepared
from ocop.core.querysets import VisiblePageQuerySet
from ocop.core.search.fields import folded
from ocop.core.structured_data import organization
from ocop.core.validators import PHONE, validate_latitude, validate_longitude
from ocop.images.sizes import COVER, SHARING, SQUARE, load_sizes, sizes


class ProducerIndexPage(BasePage):
    """The list and map of all producers."""

    name_en = "Producers"  # the section under /en/; no field, since what it is does not change
    summary_en = "Directory and map of the co-operatives, households and companies with OCOP products around Mai Sơn."
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["cooperatives.ProducerPage"]

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=400, help_text=_("One or two sentences under the title.")
    )

    content_panels = BasePage.content_panels + ["introduction"]

    class Meta:
        verbose_name = _("producers' page")

    def get_context(self, request, *args, **kwargs):
        from cooperatives.listing import producer_listing

        return {**super().get_context(request, *args, **kwargs), **producer_listing(request)}


class ProducerQuerySet(VisiblePageQuerySet):
    """Producers as visitors meet them."""

    def with_images(self):
        """All that a producer's card draws but its picture's sizes; see `ocop.images.sizes.load_sizes`."""
        return self.select_related(
            "commune", "former_commune", "contact_confirmation", "main_image"
        ).defer_streamfields()

    def for_cards(self):
        """All that a producer's card draws, in two queries."""
        return self.with_images().prefetch_related(sizes("main_image", SQUARE))

    def in_this_order(self, ids):
        """Return the public producers with these ids as a list in their order, with all that a card draws; two queries."""
        found = {page.pk: page for page in (public_producers(timezone.now(), *ids) if ids else [])}
        load_sizes([page.main_image for page in found.values()], SQUARE)
        return [found[pk] for pk in dict.fromkeys(ids) if pk in found]


@prepared
def public_producers(now, *ids):
    """The producers with these ids that are public at `now`, with all that a card draws but its picture's sizes."""
    return ProducerPage.objects.browsable(now).filter(pk__in=ids).with_images()


class ProducerPage(MembersPage, BasePage):
    """One producer: a co-operative, or another form that may hold an OCOP product."""

    parent_page_types = ["cooperatives.ProducerIndexPage"]
    subpage_types = ["products.ProductPage"]
    search_kind = "producer"

    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=16, choices=LegalForm, default=LegalForm.COOPERATIVE)
    founded = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    registration_number = models.CharField(_("registration number"), max_length=30, blank=True)
    representative = models.CharField(_("representative"), max_length=80, blank=True)
    households = models.PositiveIntegerField(_("households taking part"), null=True, blank=True)
    area_ha = models.DecimalField(_("growing area, hectares"), max_digits=8, decimal_places=1, null=True, blank=True)

    summary = models.CharField(
        _("summary"),
        max_length=200,
        help_text=_("One sentence about who you are. It opens the page and stands in lists and search results."),
    )
    summary_en = models.CharField(_("English summary"), max_length=200, blank=True)
    body = StreamField(StoryStreamBlock(), verbose_name=_("story"), blank=True)
    main_image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A wide picture of where you grow or make things. It opens the page."),
    )
    logo = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Square. Without one, the site weaves a mark of your own from your page's address."),
    )

    commune = models.ForeignKey(
        "cooperatives.Commune",
        verbose_name=_("commune today"),
        on_delete=models.PROTECT,
        related_name="producers",
        limit_choices_to={"valid_to": None},
    )
    former_commune = models.ForeignKey(
        "cooperatives.Commune",
        verbose_name=_("commune before 1/7/2025"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="former_producers",
        limit_choices_to={"valid_to__isnull": False},
        help_text=_("Buyers still search by the old name."),
    )
    village = models.CharField(
        _("village"), max_length=120, blank=True, help_text=_("Bản, tiểu khu or street, as neighbours say it.")
    )
    address_as_written = models.CharField(
        _("address on papers"), max_length=200, blank=True, help_text=_("Exactly as certificates and labels show it.")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True, validators=[validate_latitude])
    longitude = models.FloatField(_("longitude"), null=True, blank=True, validators=[validate_longitude])

    phone = models.CharField(_("phone"), max_length=20, blank=True, validators=[PHONE])
    zalo = models.CharField(_("Zalo number"), max_length=20, blank=True, validators=[PHONE])
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    facebook = models.URLField(_("Facebook"), blank=True)

    content_panels = BasePage.content_panels + [
        MultiFieldPanel(["summary", "main_image", "body"], heading=_("What buyers read first")),
        MultiFieldPanel(
            [
                FieldRowPanel(["legal_form", "founded"]),
                FieldRowPanel(["registration_number", "representative"]),
                FieldRowPanel(["households", "area_ha"]),
                "logo",
            ],
            heading=_("About you"),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["phone", "zalo"]), "email", "website", "facebook"],
            heading=_("How to reach you"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("commune", required_on_save=False), "former_commune"]),
                "village",
                "address_as_written",
                HelpPanel(content=_("Stand at your gate, open the map on your phone and copy the two numbers here.")),
                FieldRowPanel(["latitude", "longitude"]),
            ],
            heading=_("Where you are"),
        ),
        InlinePanel("gallery", heading=_("More pictures"), label=_("picture"), max_num=12),
        InlinePanel("held_standards", heading=_("Standards and codes"), label=_("standard")),
        MultiFieldPanel(["name_en", "summary_en"], heading=_("In English, for buyers abroad"), classname="collapsed"),
    ]
    search_fields = folded(
        BasePage.search_fields
        + [
            index.SearchField("name_en"),
            index.SearchField("summary", boost=2),
            index.SearchField("summary_en"),
            index.SearchField("body"),
            index.SearchField("place_text"),
            index.SearchField("representative"),
            index.FilterField("legal_form"),
            index.FilterField("commune"),
        ]
    )

    objects = PageManager.from_queryset(ProducerQuerySet)()

    class Meta:
        verbose_name = _("producer")
        verbose_name_plural = _("producers")

    @classmethod
    def get_indexed_objects(cls):
        """With the places whose names are searched."""
        return super().get_indexed_objects().select_related("commune", "former_commune")

    @classmethod
    def for_display(cls, pk):
        page = super().for_display(pk)
        load_sizes([page.main_image], COVER, SHARING)
        return page

    @classmethod
    def rows_for_display(cls):
        return cls.objects.select_related("main_image", "logo", "commune", "former_commune", "contact_confirmation")

    @property
    def place_text(self):
        """Every name of the place a person may search by: village, today's commune, the old one, the papers' address."""
        units = [unit.full_name for unit in (self.commune, self.former_commune) if unit]
        return " ".join(filter(None, [self.village, *units, self.address_as_written]))

    @property
    def address_today(self):
        """Village and today's commune, such as "Bản Noong Hoa, xã Mai Sơn"."""
        return ", ".join(filter(None, [self.village, self.commune.full_name]))

    @property
    def display_address(self):
        """The same in the reader's language, safe to print."""
        return place_in_words([self.village], self.commune)

    @property
    def display_summary(self):
        """The summary in the reader's language."""
        return in_language(self, "summary", "summary_en")

    @property
    def phone_text(self):
        """The number as people read it: "0912 345 678"."""
        return phone_text(self.phone)

    @property
    def phone_href(self):
        """The `tel:` address, or "" without a number."""
        return phone_href(self.phone)

    @property
    def zalo_url(self):
        """The address that opens a chat in Zalo, or ""."""
        return zalo_url(self.zalo)

    @property
    def directions_url(self):
        """A `geo:`-like address that opens the phone's own map, or "" without coordinates."""
        return directions_url(self.latitude, self.longitude)

    @property
    def contact_confirmed_on(self):
        """The day the contact was last confirmed, or None."""
        confirmation = getattr(self, "contact_confirmation", None)
        return confirmation.confirmed_on if confirmation else None

    @property
    def contact_is_stale(self):
        """Whether the contact was never confirmed, or too long ago to be relied on."""
        return is_stale(self.contact_confirmed_on)

    @cached_property
    def standards_in_force(self):
        """The standards that hold today."""
        today = timezone.localdate()
        return [held for held in self.held_standards.select_related("standard") if held.is_in_force_on(today)]

    def structured_data(self, request):
        """Describe the producer as a schema.org Organization."""
        return [organization(self, request)]

    def get_context(self, request, *args, **kwargs):
        from cooperatives.listing import producer_detail

        return {**super().get_context(request, *args, **kwargs), **producer_detail(self)}


class ProducerPicture(Orderable):
    """One more picture on a producer's page."""

    page = ParentalKey(ProducerPage, on_delete=models.CASCADE, related_name="gallery")
    image = models.ForeignKey("images.SiteImage", verbose_name=_("picture"), on_delete=models.CASCADE, related_name="+")
    caption = models.CharField(_("caption"), max_length=160, blank=True)

    panels = [FieldPanel("image"), FieldPanel("caption")]


class ProducerStandard(HeldStandard, Orderable):
    """A standard the whole producer holds; its products inherit it."""

    page = ParentalKey(ProducerPage, on_delete=models.CASCADE, related_name="held_standards")

    class Meta(Orderable.Meta):
        verbose_name = _("standard held by the producer")
