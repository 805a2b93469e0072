"""Factories with believable Vietnamese values, one per model, with traits for situations."""

from .catalogue import CertificateFactory, CropFactory, OfferFactory, ProductPageFactory, ProductSetFactory
from .members import MemberFactory, StallRequestFactory, UserFactory
from .news import ArticleIndexPageFactory, ArticlePageFactory
from .places import CommuneFactory, ProducerPageFactory, StandardFactory
from .site import HomePageFactory, ImageFactory, SiteTree, StandardPageFactory, site_tree

__all__ = [
    "ArticleIndexPageFactory",
    "ArticlePageFactory",
    "CertificateFactory",
    "CommuneFactory",
    "CropFactory",
    "HomePageFactory",
    "ImageFactory",
    "MemberFactory",
    "OfferFactory",
    "ProducerPageFactory",
    "ProductPageFactory",
    "ProductSetFactory",
    "SiteTree",
    "StallRequestFactory",
    "StandardFactory",
    "StandardPageFactory",
    "UserFactory",
    "site_tree",
]
