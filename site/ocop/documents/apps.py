from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ocop.documents"
    label = "documents"

    def ready(self):
        from ocop.documents import signals  # noqa: F401  (reads the text of new files)
