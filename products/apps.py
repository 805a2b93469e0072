from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    name = "products"
    verbose_name = _("Products")

    def ready(self):
        from cooperatives.access.forms import MembersPageForm
        from ocop.core.choosing import register_kind
        from products import signals  # noqa: F401  (connects the receivers that keep the catalogue in step)
        from products.models import ProductPage
        from products.stall import registration as stall

        stall.register()
        register_kind(ProductPage, beside="producer")
        ProductPage.base_form_class = MembersPageForm  # here, since the form must know the models
