"""Admin screens for official and living data about products."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from cooperatives.stall.changes import lock
from cooperatives.viewsets import CommuneViewSet, ContactConfirmationViewSet, StandardViewSet
from ocop.core.page_form import say_blanks
from ocop.core.tables import FoldedIndexView, by_name, day_column
from products.certificate_rules import default_expiry
from products.choices import CertificateStatus
from products.models import Certificate, Crop, Offer, ProductSet, Sector

AWAITING_RENEWAL = (CertificateStatus.RENEWAL_WINDOW, CertificateStatus.WINDOW_MISSED)


class CertificateFilterSet(WagtailFilterSet):
    """Certificates by stars, source, and whether they hold today."""

    in_force = ChoiceFilter(
        label=_("today"),
        choices=[("yes", _("in force")), ("no", _("not in force"))],
        method="filter_in_force",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Certificate
        fields = ["stars", "source_grade"]

    def filter_in_force(self, certificates, name, value):
        """Keep those in force today, or the others."""
        holding = Certificate.objects.in_force_on(timezone.localdate()).values("pk")
        return certificates.filter(Q(pk__in=holding) if value == "yes" else ~Q(pk__in=holding))


class ByProduct(FoldedIndexView):
    """A list whose rows belong to products, and stand by their names where it is ordered by them."""

    def order_queryset(self, rows):
        ordered = by_name(rows, self.ordering, "product", "product__title")
        return super().order_queryset(rows) if ordered is None else ordered


class CertificateForm(WagtailAdminModelForm):
    """A certificate's form; of several sent at the same moment each sees what the one before has saved."""

    def clean(self):
        if product := self.cleaned_data.get("product"):
            lock(product.pk)
        return super().clean()


class CertificateSaving:
    """Saves a product's certificates one after the other; says what is not chosen yet, and which holds for less than usual."""

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        say_blanks(form.fields)
        return form

    def save_instance(self):
        saved = super().save_instance()
        usual = default_expiry(saved.issued_on)
        if saved.expires_on < usual:
            messages.warning(
                self.request,
                _("The certificate ends before its 36 months are over (%(day)s). Compare with the decision.")
                % {"day": date_format(usual, "d/m/Y")},
            )
        return saved


class CertificateCreateView(CertificateSaving, CreateView):
    """Adds a certificate."""


class CertificateEditView(CertificateSaving, EditView):
    """Changes a certificate."""


def standing(certificate):
    """Return a certificate's status today for the officers' list; where a renewal is filed, none is called due or missed."""
    status = certificate.status
    if certificate.renewal_filed_on and status in AWAITING_RENEWAL:
        return _("in force, renewal filed")
    return status.label


class CertificateViewSet(ModelViewSet):
    """OCOP certificates; their status is computed for today."""

    model = Certificate
    add_view_class = CertificateCreateView
    edit_view_class = CertificateEditView
    index_view_class = ByProduct
    icon = "success"
    menu_label = _("OCOP certificates")
    add_to_admin_menu = True
    menu_order = 210
    panels = [
        PageChooserPanel("product", "products.ProductPage"),
        MultiFieldPanel(
            [
                FieldRowPanel(["stars", FieldPanel("score", help_text=_("Points of the council, for the record."))]),
                "number",
                FieldPanel("decision_number", help_text=_("As printed, such as 1234/QĐ-UBND.")),
                FieldRowPanel(["issuer", FieldPanel("legal_basis", help_text=_("Such as Quyết định 26/2026/QĐ-TTg."))]),
                FieldRowPanel(["issued_on", "expires_on"]),
            ],
            heading=_("What the decision says"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "renewal_filed_on",
                    help_text=_("With a file handed in, the stars are kept for up to 180 days after the last day."),
                ),
                FieldRowPanel(
                    [
                        FieldPanel("withdrawn_on", help_text=_("From this day on the stars are drawn nowhere.")),
                        "withdrawal_ground",
                    ]
                ),
            ],
            heading=_("Renewal and withdrawal"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "source_grade",
                    help_text=_("A and B draw stars, B with the words “as reported”. C stays in this list alone."),
                ),
                "scan",
            ],
            heading=_("Evidence"),
        ),
    ]
    list_display = [
        "product",
        "stars",
        "decision_number",
        Column("status", label=_("today"), accessor=standing),
        day_column("expires_on", _("valid until")),
        "source_grade",
    ]
    list_select_related = ["product"]
    filterset_class = CertificateFilterSet
    search_fields = ["decision_number", "number", "product__title"]
    ordering = ["expires_on"]
    copy_view_enabled = False

    def get_edit_handler(self):
        return ObjectList(self.panels, base_form_class=CertificateForm).bind_to_model(self.model)


class OfferViewSet(ModelViewSet):
    """Prices by grade, months of supply, stock."""

    model = Offer
    index_view_class = ByProduct
    icon = "tag"
    menu_label = _("Prices and supply")
    add_to_admin_menu = True
    menu_order = 220
    panels = [
        PageChooserPanel("product", "products.ProductPage"),
        "stock",
        MultiFieldPanel(
            [InlinePanel("price_tiers", label=_("price")), "price_note", "price_confirmed_on"], heading=_("Prices")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["capacity_unit", "season_note"]),
                InlinePanel("supply_months", label=_("month"), max_num=12),
                "supply_confirmed_on",
            ],
            heading=_("Months of supply"),
        ),
    ]
    list_display = [
        "product",
        "stock",
        day_column("price_confirmed_on", _("price confirmed on")),
        day_column("supply_confirmed_on", _("supply confirmed on")),
    ]
    list_select_related = ["product"]
    list_filter = ["stock"]
    search_fields = ["product__title"]
    ordering = "product"
    copy_view_enabled = False


class SectorViewSet(ModelViewSet):
    """The six sectors."""

    model = Sector
    icon = "folder-open-inverse"
    menu_label = _("Sectors")
    panels = ["number", "name", "short_name", "short_name_en", "image"]
    list_display = ["number", "short_name"]
    copy_view_enabled = False


class ProductSetViewSet(ModelViewSet):
    """The 26 sets of the classification."""

    model = ProductSet
    icon = "list-ul"
    menu_label = _("Product sets")
    panels = ["number", "sector", "group", "subgroup", "ministry", "short_name", "short_name_en"]
    list_display = ["number", "short_name", "sector"]
    list_filter = ["sector"]
    copy_view_enabled = False


class CropViewSet(ModelViewSet):
    """The lines of the season calendar."""

    model = Crop
    icon = "calendar-alt"
    menu_label = _("Crops and kinds")
    panels = ["name", "name_en", FieldRowPanel(["season", "season_en"]), "image"]
    list_display = ["name", "season"]
    sort_order_field = "sort_order"
    copy_view_enabled = False


class ReferenceDataGroup(ViewSetGroup):
    """Everything that changes once a year at most."""

    items = [
        SectorViewSet(),
        ProductSetViewSet(),
        CropViewSet(),
        StandardViewSet(),
        CommuneViewSet(),
        ContactConfirmationViewSet(),
    ]
    menu_label = _("Reference data")
    menu_icon = "list-ul"
    menu_order = 800
