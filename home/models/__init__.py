from .banners import Banner, BannerClicks
from .pages import FeaturedProducer, FeaturedProduct, HomeFigure, HomePage, MonthHero, StandardPage
from .settings import MenuItem, SiteSettings
from .statistics import StatisticsPage
from .visits import PageVisits, SiteVisits, VisitSalt, VisitSighting

__all__ = [
    "Banner",
    "BannerClicks",
    "FeaturedProducer",
    "FeaturedProduct",
    "HomeFigure",
    "HomePage",
    "MenuItem",
    "MonthHero",
    "PageVisits",
    "SiteSettings",
    "SiteVisits",
    "StandardPage",
    "StatisticsPage",
    "VisitSalt",
    "VisitSighting",
]
