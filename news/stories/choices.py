"""The ready-made stages of a value chain."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StageKind(models.TextChoices):
    """From the field to the buyer, in this order; `OTHER` bears a name of the editor's own."""

    GROWING = "trong", _("Growing")
    HARVEST = "thu_hai", _("Harvest")
    SORTING = "so_che", _("Sorting and cleaning")
    PROCESSING = "che_bien", _("Processing")
    PACKING = "dong_goi", _("Packing")
    SALE = "tieu_thu", _("Sale")
    OTHER = "khac", _("Another stage, with a name of its own")
