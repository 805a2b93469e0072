"""The last word on the order of the site's search results: what stars, old communes and cancelled events change."""

from django.utils import timezone

from cooperatives.models import ProducerPage
from cooperatives.old_names import old_communes
from ocop.core.search.ids import pk_in_array
from products.models import CatalogueEntry, ProductPage
from products.ranking import FAR, NEAR, from_old_commune
from trade.choices import EventState
from trade.models import EventPage


def with_stars(ids, stars, *, alone):
    """Return ids with the products that bear `stars` today first; `alone`: nothing else was asked, so all of them."""
    if not stars:
        return ids
    bearing = CatalogueEntry.objects.filter(
        stars=stars, stars_until__gte=timezone.localdate(), product__in=ProductPage.objects.browsable()
    )
    found = list(bearing.order_by("sort_title", "product_id").values_list("product_id", flat=True))
    known = set(found)
    first = found if alone else [pk for pk in ids if pk in known]
    return [*first, *(pk for pk in ids if pk not in known)]


def ranked(ids, types, typed):
    """Return result ids in their order, but what lies in an old commune that was asked for first, by its old name.

    Of its products those named by the other words come first, and among them those with most stars today; a cancelled
    event never stands above a product. `types`: {id: page class}. One query, with an old name or an event four at most.
    """
    communes, rest = old_communes(typed)
    if communes:
        near = at_home(ids, communes, " ".join(rest))
        ids = sorted(ids, key=lambda pk: near.get(pk, (FAR, 0)))
    return below_products(ids, types)


def at_home(ids, communes, rest):
    """Return {id: sort key} of the producers and products of these former communes."""
    makers = ProducerPage.objects.filter(pk_in_array("pk", ids), former_commune__in=communes)
    return dict.fromkeys(makers.values_list("pk", flat=True), (NEAR, 0)) | from_old_commune(ids, communes, rest)


def below_products(ids, types):
    """Return ids with cancelled events behind the last product."""
    events = [pk for pk in ids if types.get(pk) is EventPage]
    last = max((place for place, pk in enumerate(ids) if types.get(pk) is ProductPage), default=0)
    if not events or not last:
        return ids
    off = set(EventPage.objects.filter(pk__in=events, state=EventState.CANCELLED).values_list("pk", flat=True))
    return [
        *(pk for pk in ids[: last + 1] if pk not in off),
        *(pk for pk in ids[: last + 1] if pk in off),
        *ids[last + 1 :],
    ]
