"""What stands first among products found by an old commune's name: "dau tay co noi" asks for those from Cò Nòi."""

from django.utils import timezone

from cooperatives.old_names import old_communes
from ocop.core.search.ids import pk_in_array
from ocop.core.text import fold
from products.models import CatalogueEntry

# Sort keys: goods that the other words name, what else lies there, all the rest.
NAMED, NEAR, FAR = 0, 1, 2


def from_old_commune(ids, communes, rest):
    """Return {product id: sort key} of the products of these former communes; `rest`: the other words, folded.

    Those named by the other words come first, and among them those with most stars today.
    """
    today = timezone.localdate()
    goods = CatalogueEntry.objects.filter(pk_in_array("product_id", ids), producer__former_commune__in=communes)
    near = {}
    for pk, title, stars, until in goods.values_list("product_id", "product__title", "stars", "stars_until"):
        is_named = bool(rest) and rest in fold(title)
        near[pk] = (NAMED, -stars if stars and until and until >= today else 0) if is_named else (NEAR, 0)
    return near


def old_commune_first(ids, typed, units):
    """Return product ids in their order, but what comes from an old commune named in the text first; `units`: communes."""
    communes, rest = old_communes(typed, units)
    if not communes:
        return ids
    near = from_old_commune(ids, communes, " ".join(rest))
    return sorted(ids, key=lambda pk: near.get(pk, (FAR, 0)))
