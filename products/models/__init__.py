from .catalogue import CatalogueEntry
from .certificates import Certificate
from .classification import Crop, ProductSet, Sector
from .offers import Offer, PriceTier, SupplyMonth
from .pages import (
    ProductIndexPage,
    ProductPage,
    ProductPicture,
    ProductStandard,
    ProductTag,
    SalesChannel,
)

__all__ = [
    "CatalogueEntry",
    "Certificate",
    "Crop",
    "Offer",
    "PriceTier",
    "ProductIndexPage",
    "ProductPage",
    "ProductPicture",
    "ProductSet",
    "ProductStandard",
    "ProductTag",
    "SalesChannel",
    "Sector",
    "SupplyMonth",
]
