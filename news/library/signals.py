"""Keeps the search index in step with the texts of files."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.search import index

from news.models import LegalDocumentPage
from ocop.documents.models import DocumentText


@receiver(post_save, sender=DocumentText)
def text_changed(sender, instance, **kwargs):
    """Index the documents anew whose file has another text now."""
    for page in LegalDocumentPage.objects.filter(file=instance.document_id):
        index.insert_or_update_object(page)
