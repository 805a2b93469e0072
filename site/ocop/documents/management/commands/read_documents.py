"""`manage.py read_documents`: keeps the text of documents that were uploaded before their text was searched."""

from django.core.management.base import BaseCommand

from ocop.documents.models import SiteDocument
from ocop.documents.reading import READABLE, read_document


class Command(BaseCommand):
    help = "Reads the text inside PDF and DOCX documents that has not been read yet, or of all with --again."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="read every file anew")

    def handle(self, *args, again, **options):
        documents = SiteDocument.objects.order_by("pk")
        if not again:
            documents = documents.filter(kept_text=None)
        for document in documents.iterator():
            if document.file_extension in READABLE:
                kept = read_document(document)
                self.stdout.write(f"{document.pk}\t{kept.state}\t{document.title}")
