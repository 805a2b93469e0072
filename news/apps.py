from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("News")

    def ready(self):
        from news import signals
        from news.library import signals as library_signals  # noqa: F401  (keeps the index in step with texts of files)

        signals.connect()
