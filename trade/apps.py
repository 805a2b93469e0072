from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TradeConfig(AppConfig):
    name = "trade"
    verbose_name = _("Trade promotion")

    def ready(self):
        from trade.stall import registration as stall

        stall.register()
