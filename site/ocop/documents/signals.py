"""Reads a document's text when its file is new."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from ocop.documents.models import DocumentText, SiteDocument
from ocop.documents.reading import read_document


@receiver(post_save, sender=SiteDocument)
def read_new_file(sender, instance, raw=False, **kwargs):
    """Read the file, unless it is the one whose text is kept already."""
    if raw or DocumentText.objects.filter(document=instance, file_name=instance.file.name).exists():
        return
    instance.kept_text = read_document(instance)
