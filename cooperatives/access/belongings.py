"""What belongs to a producer, as querysets that start from it. Everything a member may touch is reached through these."""

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cooperatives.models import ProducerPage
from ocop.core.querysets import VisiblePageQuerySet


def own_pages(producer):
    """The producer's page and all below it, drafts too."""
    return Page.objects.filter(path__startswith=producer.path)


def own_images(producer):
    """The pictures in the producer's collection."""
    return get_image_model().objects.filter(collection=producer.stall.collection_id)


def own_documents(producer):
    """The documents in the producer's collection."""
    return get_document_model().objects.filter(collection=producer.stall.collection_id)


def linkable_pages(producer):
    """Pages a member may link to: its own, and public ones that are no other producer's."""
    others = ProducerPage.objects.exclude(pk=producer.pk).values("pk")
    public = VisiblePageQuerySet(Page).browsable().filter(depth__gt=1)
    elsewhere = public.exclude(pk__in=others).exclude(productpage__isnull=False)
    return own_pages(producer) | Page.objects.filter(pk__in=elsewhere.values("pk"))
