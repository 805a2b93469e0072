"""Sends a document's file under the name it was given."""

from django.utils.http import content_disposition_header
from wagtail.documents.views.serve import serve as wagtail_serve

from ocop.documents.models import without_random_part


def serve(request, document_id, document_filename):
    """Answer as Wagtail does; the random part that guards the address stays out of the reader's folder."""
    response = wagtail_serve(request, document_id, document_filename)
    if response.has_header("Content-Disposition"):
        name = without_random_part(document_filename)
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
