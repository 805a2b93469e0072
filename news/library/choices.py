"""Stable stored values for the library's fields."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentKind(models.TextChoices):
    """What a document is, the highest rank first."""

    LAW = "luat", pgettext_lazy("document", "Law")
    RESOLUTION = "nghi_quyet", pgettext_lazy("document", "Resolution")
    DECREE = "nghi_dinh", pgettext_lazy("document", "Decree")
    DECISION = "quyet_dinh", pgettext_lazy("document", "Decision")
    CIRCULAR = "thong_tu", pgettext_lazy("document", "Circular")
    DIRECTIVE = "chi_thi", pgettext_lazy("document", "Directive")
    PLAN = "ke_hoach", pgettext_lazy("document", "Plan")
    POLICY = "chinh_sach", pgettext_lazy("document", "Support policy")
    GUIDE = "huong_dan", pgettext_lazy("document", "Instructions")
    FORM = "bieu_mau", pgettext_lazy("document", "Form")
    OTHER = "khac", pgettext_lazy("document", "Other document")


# The word and the letters by which people call a document of each kind: "quyet dinh 26", "QĐ26".
CALLED = {
    DocumentKind.LAW: "luat",
    DocumentKind.RESOLUTION: "nghi quyet nq",
    DocumentKind.DECREE: "nghi dinh nd",
    DocumentKind.DECISION: "quyet dinh qd",
    DocumentKind.CIRCULAR: "thong tu tt",
    DocumentKind.DIRECTIVE: "chi thi ct",
    DocumentKind.PLAN: "ke hoach kh",
    DocumentKind.POLICY: "chinh sach cs",
    DocumentKind.GUIDE: "huong dan hd",
    DocumentKind.FORM: "bieu mau bm",
}
# Search engines are told of these as law; the others are papers.
LEGAL_KINDS = {
    DocumentKind.LAW,
    DocumentKind.RESOLUTION,
    DocumentKind.DECREE,
    DocumentKind.DECISION,
    DocumentKind.CIRCULAR,
    DocumentKind.DIRECTIVE,
}


class DocumentField(models.TextChoices):
    """What a document is about."""

    OCOP = "ocop", _("OCOP programme")
    COOPERATIVES = "hop_tac_xa", _("Co-operatives")
    PRODUCTION = "san_xuat", _("Farming and processing")
    LAND = "dat_dai", _("Land and places")
    TRADE = "thuong_mai", _("Trade and online selling")
    QUALITY = "chat_luong", _("Quality, food safety, labels")
    SUPPORT = "ho_tro", _("Support and credit")
    DATA = "du_lieu", _("Personal data")
    OTHER = "khac", _("Other fields")


class RelationKind(models.TextChoices):
    """What a document does to an earlier one."""

    REPLACES = "thay_the", _("replaces")
    AMENDS = "sua_doi", _("amends")
    GUIDES = "huong_dan", _("guides the carrying out of")
