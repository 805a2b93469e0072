"""Where a typed text leads besides to pages: a commune's products by its new or old name, and stars in force today."""

from urllib.parse import urlencode

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperatives.models import Commune
from home.front_page import section_addresses
from ocop.core.facets import Link
from ocop.core.templatetags.ocop import month_in_sentence
from ocop.core.text import fold
from products.models import ProductIndexPage

MOST_PLACES = 2


def place_suggestions(typed):
    """Return up to MOST_PLACES suggestions (dicts) of communes, new or old: begun by `typed`, or named at its end.

    "co n" leads to what Cò Nòi has, "dau tay co noi" to its strawberries. Three queries, whatever is typed: the thirty
    names are read at once.
    """
    bare = fold(typed)
    units = list(Commune.objects.prefetch_related(Prefetch("successors", to_attr="now")))
    begun = [unit for unit in units if fold(unit.name).startswith(bare) or fold(unit.full_name).startswith(bare)]
    named = [] if begun else [unit for unit in units if bare.endswith(f" {fold(unit.name)}")]
    found = begun or named
    listing = section_addresses().get(ProductIndexPage) if found else None
    if not listing:
        return []
    once = {unit.name: unit for unit in sorted(found, key=lambda unit: unit.is_current)}
    chosen = sorted(once.values(), key=lambda unit: (not unit.is_current, fold(unit.name)))[:MOST_PLACES]
    return [place_suggestion(unit, typed if named else "", listing) for unit in chosen]


def place_suggestion(unit, typed, listing):
    """Return the suggestion (a dict) of a commune's products; `typed`: what to look for there, before its name."""
    asked = " ".join(typed.split()[: -len(unit.name.split())]) if typed else ""
    title = place_words(unit)
    if asked:
        title = _("“%(asked)s” in %(place)s") % {"asked": asked, "place": title}
    query = urlencode({"q": asked, "commune": unit.key} if asked else {"commune": unit.key})
    return {"title": title, "url": f"{listing}?{query}", "kind": pgettext("place", "Commune")}


def place_words(unit):
    """Return the commune's name; for an old one, the commune it lies in today."""
    if unit.is_current or not unit.now:
        return unit.full_name
    return _("%(old)s (now part of %(new)s)") % {"old": unit.name, "new": unit.now[0].full_name}


def stars_shortcut(stars, rest):
    """Return the `Link` to the catalogue's products with `stars` (3–5) that match `rest`, a text or ""; None without."""
    listing = section_addresses().get(ProductIndexPage) if stars else None
    if not listing:
        return None
    query = urlencode({"q": rest, "stars": stars} if rest else {"stars": stars})
    return Link(_("Products with %(stars)s stars in force today") % {"stars": stars}, f"{listing}?{query}")


def month_shortcut(month, rest):
    """Return the `Link` to the catalogue's products of a month that match `rest`, a text or ""; None without."""
    listing = section_addresses().get(ProductIndexPage) if month else None
    if not listing:
        return None
    query = urlencode({"q": rest, "month": month} if rest else {"month": month})
    return Link(_("Products to be had in %(month)s") % {"month": month_in_sentence(month)}, f"{listing}?{query}")
