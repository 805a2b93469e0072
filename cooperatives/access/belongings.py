"""What belongs to a producer, as querysets that start from it. Everything a member may touch is reached through these."""

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from ocop.core.querysets import VisiblePageQuerySet


def own_pages(producer):
    """The producer's page and all below it, drafts too."""
    return Page.objects.filter(path__startswith=producer.path)


def own_drafts(producer):
    """Products of the producer that never were public and carry no certificate: nobody misses them but their writers."""
    public_once = PageLogEntry.objects.filter(action__in=["wagtail.publish", "wagtail.unpublish"]).values("page")
    never_public = own_pages(producer).filter(live=False, first_published_at=None).exclude(pk__in=public_once)
    return never_public.exclude(pk=producer.pk).filter(productpage__certificates=None)


def own_images(producer):
    """The pictures in the producer's collection."""
    return get_image_model().objects.filter(collection=producer.stall.collection_id)


def own_documents(producer):
    """The documents in the producer's collection."""
    return get_document_model().objects.filter(collection=producer.stall.collection_id)


def unused(files):
    """Those of a queryset of pictures or documents that no page shows."""
    return files.annotate(uses=ReferenceIndex.usage_count_subquery(files.model)).filter(uses=0)


def linkable_pages(producer):
    """Pages a member may link to: its own, and public ones that are no other producer's."""
    all_producers = producer.path[: -Page.steplen]
    public = VisiblePageQuerySet(Page).browsable().filter(depth__gt=1)
    elsewhere = public.exclude(path__startswith=all_producers, depth__gte=producer.depth)
    return own_pages(producer) | Page.objects.filter(pk__in=elsewhere.values("pk"))
