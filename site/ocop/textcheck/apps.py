from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextCheckConfig(AppConfig):
    name = "ocop.textcheck"
    label = "textcheck"
    verbose_name = _("Text check")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ocop.textcheck import signals

        signals.connect()
