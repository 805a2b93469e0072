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


class FormerDistrict(models.TextChoices):
    """Districts until 30/6/2025, whose figures are history. Never a commune of the same name."""

    MAI_SON = "huyen_mai_son", _("former Mai Sơn district")


class Indicator(models.TextChoices):
    """What published statistics count; the three kinds of managers exclude each other and add up to all of them."""

    COOPERATIVES = "cooperatives", _("Co-operatives")
    UNIONS = "unions", _("Unions of co-operatives")
    MEMBERS = "members", _("Members")
    WORKERS = "workers", _("Workers")
    MANAGERS = "managers", _("Managers")
    MANAGERS_UNIVERSITY = "managers_university", _("Managers with a university degree")
    MANAGERS_COLLEGE = "managers_college", _("Managers from a college or vocational school")
    MANAGERS_TRAINED = "managers_trained", _("Managers trained in courses")
    BOARDS_TRAINED = "boards_trained", _("Boards trained in the Law on Cooperatives each year")
    MEMBERS_TRAINED = "members_trained", _("Members trained each year")


class Exactness(models.TextChoices):
    """How exactly a source says a number."""

    EXACT = "", _("exact")
    ABOUT = "about", _("about")
    OVER = "over", _("more than")


class ReportSource(models.TextChoices):
    """How well a published figure is known."""

    OFFICE = "office", _("an office's own report")
    PRESS = "press", _("press, or a public page")
    YEARLY = "yearly", _("yearly figures approved on this site")
