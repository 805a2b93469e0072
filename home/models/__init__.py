from .pages import FeaturedProducer, FeaturedProduct, HomePage, MonthHero, StandardPage
from .settings import MenuItem, SiteSettings

__all__ = [
    "FeaturedProducer",
    "FeaturedProduct",
    "HomePage",
    "MenuItem",
    "MonthHero",
    "SiteSettings",
    "StandardPage",
]
