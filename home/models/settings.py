"""What editors set once for the whole site: menus, footer, the operator's address."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from ocop.core.models import in_language


class MenuPlace(models.TextChoices):
    """Where a menu item stands."""

    MAIN = "main", _("main menu")
    BUYERS = "buyers", _("footer, for buyers")
    PRODUCERS = "producers", _("footer, for producers")


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting, ClusterableModel):
    """Menus and footer."""

    footer_text = models.CharField(
        _("words in the footer"), max_length=300, blank=True, help_text=_("Two sentences on what this site is.")
    )
    footer_text_en = models.CharField(_("English words in the footer"), max_length=300, blank=True)
    operator = models.CharField(_("operator"), max_length=160, blank=True)
    operator_address = models.CharField(_("operator's address"), max_length=200, blank=True)
    operator_phone = models.CharField(_("operator's phone"), max_length=20, blank=True)
    operator_email = models.EmailField(_("operator's e-mail"), blank=True)
    sharing_image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown when a page without a picture of its own is shared. 1200 × 630 pixels."),
    )

    panels = [
        InlinePanel("menu_items", heading=_("Menus"), label=_("menu item")),
        MultiFieldPanel(["footer_text", "footer_text_en"], heading=_("Footer")),
        MultiFieldPanel(
            ["operator", "operator_address", FieldRowPanel(["operator_phone", "operator_email"])],
            heading=_("Who runs this site"),
        ),
        FieldPanel("sharing_image"),
    ]

    class Meta:
        verbose_name = _("menus and footer")

    @property
    def display_footer_text(self):
        """The footer's words in the reader's language."""
        return in_language(self, "footer_text", "footer_text_en")


HERE = RegexValidator(
    r"^(?!//)[/\w?#%][^\s:\\\\]*$", _("Write an address on this site, such as lich-mua-vu/ or /tim-kiem/.")
)


class MenuItem(Orderable):
    """One link in a menu: a page, or an address on this site."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="menu_items")
    place = models.CharField(_("place"), max_length=10, choices=MenuPlace, default=MenuPlace.MAIN)
    label = models.CharField(_("label"), max_length=40)
    label_en = models.CharField(_("English label"), max_length=40, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(
        _("address after the page"),
        max_length=120,
        blank=True,
        validators=[HERE],
        help_text=_("Such as lich-mua-vu/ below the catalogue, or /tim-kiem/ without a page."),
    )

    panels = [
        FieldRowPanel(["place", "label", "label_en"]),
        PageChooserPanel("page"),
        FieldPanel("address"),
    ]

    def __str__(self):
        return self.label

    @property
    def display_label(self):
        """The label in the reader's language."""
        return in_language(self, "label", "label_en")
