"""Registers the products' admin screens."""

from wagtail import hooks

from products.viewsets import CertificateViewSet, OfferViewSet, ReferenceDataGroup


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [CertificateViewSet("certificates"), OfferViewSet("offers"), ReferenceDataGroup()]
