"""Registers the products' admin screens."""

from wagtail import hooks

from cooperatives.page_listing import ProducerListing
from products.page_listing import ProductListing
from products.viewsets import CertificateViewSet, OfferViewSet, ReferenceDataGroup


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [
        ProducerListing(),
        ProductListing(),
        CertificateViewSet("certificates"),
        OfferViewSet("offers"),
        ReferenceDataGroup(),
    ]
