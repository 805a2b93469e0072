from .pages import FeaturedProducer, FeaturedProduct, HomeFigure, HomePage, MonthHero, StandardPage
from .settings import MenuItem, SiteSettings

__all__ = [
    "FeaturedProducer",
    "FeaturedProduct",
    "HomeFigure",
    "HomePage",
    "MenuItem",
    "MonthHero",
    "SiteSettings",
    "StandardPage",
]
