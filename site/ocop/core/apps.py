from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "ocop.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ocop.core.exports import make_exports_harmless
        from ocop.core.numbers import localize_admin_forms
        from ocop.core.slugs import use_vietnamese_slugs

        localize_admin_forms()
        use_vietnamese_slugs()
        make_exports_harmless()
