"""A document is public only while a public page shows it."""

from django.http import Http404
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from ocop.documents.models import SiteDocument


@hooks.register("before_serve_document")
def refuse_unpublished_document(document, request):
    """Answer 404 unless a live public page refers to the document, or the visitor may change it."""
    policy = policy_registry.get_by_type(SiteDocument)
    if request.user.is_authenticated and policy.user_has_permission_for_instance(request.user, "change", document):
        return
    pages = (
        ReferenceIndex.get_references_to(document)
        .filter(base_content_type__app_label="wagtailcore")
        .values_list("object_id", flat=True)
    )
    if not Page.objects.live().public().filter(pk__in=[int(pk) for pk in pages]).exists():
        raise Http404
