"""What one event's page shows beside its own text."""

from django.urls import reverse

from cooperatives.models import ProducerPage
from ocop.images.sizes import LEAD, load_sizes
from products.models import CatalogueEntry
from trade.calendars import google_url


def event_detail(event, request):
    """Return what the event's template draws; a constant number of queries.

    Producers and products stand in the editors' order; what is no longer public drops out.
    """
    load_sizes([*stream_images(event.body), *stream_images(event.results)], LEAD)
    return {
        "producers": ProducerPage.objects.in_this_order([place.producer_id for place in event.producer_places.all()]),
        "products": CatalogueEntry.objects.cards([place.product_id for place in event.product_places.all()]),
        "documents": files(event),
        "calendar_url": calendar_url(event),
        "google_url": google_url(event, request) if event.pk and event.span else "",
    }


def files(event):
    """Return the event's documents with their titles, in order."""
    places = event.documents.all()
    if hasattr(places, "select_related"):  # a draft being previewed holds them in a list of its own
        places = places.select_related("document")
    return list(places)


def calendar_url(event):
    """Return the address of the calendar file; "" for an event that was never saved, or has no day yet."""
    return reverse("event_calendar", args=[event.pk]) if event.pk and event.span else ""


def stream_images(stream):
    """Return the pictures of a stream's picture and gallery blocks."""
    images = []
    for block in stream:
        if block.block_type == "picture":
            images.append(block.value["image"])
        elif block.block_type == "gallery":
            images += [picture["image"] for picture in block.value["pictures"]]
    return images
