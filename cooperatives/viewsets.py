"""Admin screens for places, standards and contact confirmations."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from cooperatives.models import Commune, ContactConfirmation, Standard
from ocop.core.tables import FoldedIndexView, day_column


class CommuneViewSet(ModelViewSet):
    """Communes of both eras."""

    model = Commune
    index_view_class = FoldedIndexView
    icon = "site"
    menu_label = _("Communes")
    panels = ["name", "kind", "code", "valid_from", "valid_to", "successors", "seat", "area_km2", "population"]
    list_display = [
        "name",
        "kind",
        "code",
        day_column("valid_from", _("valid from")),
        day_column("valid_to", _("valid to")),
    ]
    list_filter = ["kind", "valid_to"]
    search_fields = ["name", "code"]
    copy_view_enabled = False


class StandardViewSet(ModelViewSet):
    """Standards that producers and products may hold."""

    model = Standard
    icon = "tick-inverse"
    menu_label = _("Standards")
    panels = ["name", "name_en", "slug", "kind", "description"]
    list_display = ["name", Column("get_kind_display", label=_("kind"))]
    sort_order_field = "sort_order"
    copy_view_enabled = False


class ContactConfirmationViewSet(ModelViewSet):
    """The days on which producers confirmed their contacts."""

    model = ContactConfirmation
    icon = "calendar-check"
    menu_label = _("Contact confirmations")
    panels = ["producer", "confirmed_on"]
    list_display = ["producer", day_column("confirmed_on", _("confirmed on"))]
    ordering = ["confirmed_on"]
    copy_view_enabled = False
