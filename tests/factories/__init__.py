"""Factories with believable Vietnamese values, one per model, with traits for situations."""

from .banners import BannerFactory
from .catalogue import CertificateFactory, CropFactory, OfferFactory, ProductPageFactory, ProductSetFactory
from .library import LegalDocumentPageFactory, LibraryPageFactory, SiteDocumentFactory, docx
from .members import MemberFactory, StallRequestFactory, UserFactory
from .news import ArticleIndexPageFactory, ArticlePageFactory, AuthorFactory, CategoryFactory
from .places import CommuneFactory, ProducerPageFactory, StandardFactory
from .site import HomePageFactory, ImageFactory, SiteTree, StandardPageFactory, StatisticsPageFactory, site_tree
from .stories import StoryIndexPageFactory, StoryPageFactory
from .trade import EventIndexPageFactory, EventPageFactory
from .videos import VideoFileFactory, VideoIndexPageFactory, VideoPageFactory, film_bytes

__all__ = [
    "ArticleIndexPageFactory",
    "ArticlePageFactory",
    "AuthorFactory",
    "BannerFactory",
    "CategoryFactory",
    "CertificateFactory",
    "CommuneFactory",
    "CropFactory",
    "EventIndexPageFactory",
    "EventPageFactory",
    "HomePageFactory",
    "ImageFactory",
    "LegalDocumentPageFactory",
    "LibraryPageFactory",
    "MemberFactory",
    "OfferFactory",
    "ProducerPageFactory",
    "ProductPageFactory",
    "ProductSetFactory",
    "SiteDocumentFactory",
    "SiteTree",
    "StallRequestFactory",
    "StandardFactory",
    "StandardPageFactory",
    "StatisticsPageFactory",
    "StoryIndexPageFactory",
    "StoryPageFactory",
    "UserFactory",
    "VideoFileFactory",
    "VideoIndexPageFactory",
    "VideoPageFactory",
    "docx",
    "film_bytes",
    "site_tree",
]
