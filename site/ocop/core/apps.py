from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "ocop.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ocop.core.numbers import localize_admin_forms

        localize_admin_forms()
