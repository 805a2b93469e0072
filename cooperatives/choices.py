"""Stable stored values for the producers' fields."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalForm(models.TextChoices):
    """Who may hold an OCOP product (Decision 26/2026/QĐ-TTg); "producer" is wider than "co-operative"."""

    COOPERATIVE = "hop_tac_xa", _("Co-operative")
    UNION = "lien_hiep", _("Union of co-operatives")
    GROUP = "to_hop_tac", _("Co-operative group")
    ENTERPRISE = "doanh_nghiep", _("Enterprise")
    FARM = "trang_trai", _("Farm")
    HOUSEHOLD = "ho_kinh_doanh", _("Registered household business")
    ASSOCIATION = "hoi", _("Association")


class CommuneKind(models.TextChoices):
    """The kinds of unit at commune level."""

    COMMUNE = "xa", _("commune")
    WARD = "phuong", _("ward")
    TOWNSHIP = "thi_tran", _("township")


class StandardKind(models.TextChoices):
    """What a standard says: a certified way of working, an export code, or a protected name."""

    CERTIFICATE = "chung_nhan", _("Certificate")
    CODE = "ma_so", _("Export code")
    NAME = "ten_bao_ho", _("Protected name")


class RequestState(models.TextChoices):
    """What became of a request for a stall."""

    NEW = "new", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class LivingFact(models.TextChoices):
    """What members change at once, without an editor."""

    PRICE = "price", _("price")
    SUPPLY = "supply", _("months of supply")
    STOCK = "stock", _("stock")
    CONTACT = "contact", _("contact")
    ALL = "all", _("everything at once")
