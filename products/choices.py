"""Stable stored values for certificates, supply and sales channels."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stars(models.IntegerChoices):
    """The stars that carry a decision and a certificate; 1 and 2 stars get neither and are never published."""

    THREE = 3, _("3 stars")
    FOUR = 4, _("4 stars")
    FIVE = 5, _("5 stars")


class SourceGrade(models.TextChoices):
    """How well a certificate is known. Only A and B draw stars; B says that the press reported it."""

    DECISION = "A", _("A – signed decision seen")
    PRESS = "B", _("B – press or public list")
    STATEMENT = "C", _("C – the holder's own statement")


class CertificateStatus(models.TextChoices):
    """What a certificate is on a given day; computed from dates, never typed."""

    NOT_YET = "not_yet", _("not yet in force")
    VALID = "valid", _("in force")
    RENEWAL_WINDOW = "renewal_window", _("in force, renewal file due")
    WINDOW_MISSED = "window_missed", _("in force, renewal window missed")
    EXTENDED = "extended", _("kept while the renewal is decided")
    EXPIRED = "expired", pgettext_lazy("certificate", "expired")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def is_in_force(self):
        """Whether a star may be drawn under this status."""
        return self in IN_FORCE


IN_FORCE = (
    CertificateStatus.VALID,
    CertificateStatus.RENEWAL_WINDOW,
    CertificateStatus.WINDOW_MISSED,
    CertificateStatus.EXTENDED,
)


class Availability(models.IntegerChoices):
    """How much of a product there is in a month."""

    NONE = 0, pgettext_lazy("supply", "none")
    PARTIAL = 1, _("early or late season")
    MAIN = 2, _("main season")
    STEADY = 3, _("all year round")


class Stock(models.TextChoices):
    """Whether a product can be had today; the maker says so, whatever the month."""

    IN = "co_hang", pgettext_lazy("stock", "In stock")
    SOON = "sap_co", pgettext_lazy("stock", "Coming soon")
    OUT = "het", pgettext_lazy("stock", "Sold out")

    @property
    def notice(self):
        """What a buyer reads beside the price; "" while there is some."""
        notices = {Stock.SOON: _("Available again soon"), Stock.OUT: _("Out of stock for now")}
        return notices.get(self, "")


class CapacityUnit(models.TextChoices):
    """The unit in which a month's capacity is counted."""

    TONNE = "tấn", _("tonnes")
    KILOGRAM = "kg", _("kg")
    LITRE = "lít", _("litres")
    PIECE = "chiếc", _("pieces")
    BOX = "hộp", _("boxes")
    BOTTLE = "chai", _("bottles")
    GUEST = "khách", _("guests")


class ChannelKind(models.TextChoices):
    """Where a product can be bought."""

    FARM = "tai_vuon", _("At the producer's place")
    SHOP = "cua_hang", _("Shop")
    MARKET = "cho_sieu_thi", _("Market or supermarket")
    ONLINE = "san_tmdt", _("Online marketplace")
    OTHER = "khac", _("Elsewhere")
