from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Front page and settings")

    def ready(self):
        from home import signals
        from home.visits import stall

        signals.connect()
        stall.register()
