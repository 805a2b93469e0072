from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "ocop.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ocop.core import comparing, sorting
        from ocop.core.exports import make_exports_harmless
        from ocop.core.ids import find_nothing_by_impossible_ids
        from ocop.core.numbers import localize_admin_forms
        from ocop.core.sentences import let_sentences_grow
        from ocop.core.slugs import use_vietnamese_slugs
        from ocop.core.web_addresses import complete_web_addresses

        let_sentences_grow()
        localize_admin_forms()
        use_vietnamese_slugs()
        complete_web_addresses()
        make_exports_harmless()
        find_nothing_by_impossible_ids()
        comparing.register()
        sorting.register()
