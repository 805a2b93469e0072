"""What the products bring to a member's home: tasks, parts, steps, and what is confirmed with a day."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperatives.stall.confirming import Held, day_of, held_of, is_near
from cooperatives.stall.frame import Action, Step, Task
from products.choices import Availability
from products.models import Offer, PriceTier, ProductPage, SupplyMonth
from products.stall.certificates import certificate_rows
from products.stall.rows import product_page_of

# More than so many old prices are asked for in one task, not one by one.
MOST_SINGLE_TASKS = 2


def product_section(producer):
    """The products on the home: the first page of the list."""
    return {"page": product_page_of(producer, 1), "add_url": add_url(producer)}


def add_url(producer):
    """Return where a member writes a new product."""
    return reverse("wagtailadmin_pages:add", args=["products", "productpage", producer.pk])


def certificate_section(producer):
    """The certificates on the home."""
    return {"rows": certificate_rows(producer)}


def offers_of(producer_id):
    """Return a producer's offers with their product, and whether each has a price (`_priced`) and months (`_planned`)."""
    priced = PriceTier.objects.filter(Q(retail__gt=0) | Q(wholesale__gt=0), offer=OuterRef("pk"))
    planned = SupplyMonth.objects.filter(offer=OuterRef("pk")).exclude(availability=Availability.NONE)
    return (
        Offer.objects.filter(product__producer=producer_id)
        .select_related("product")
        .defer("product__body")
        .annotate(_priced=Exists(priced), _planned=Exists(planned))
        .order_by("product__path")
    )


# --- what is confirmed with a day


def held_offers(producer_id):
    """Return a producer's prices and months as `Held`."""
    held = []
    for offer in offers_of(producer_id):
        name, live = offer.product.title, offer.product.live
        held += [
            Held(
                f"{offer.product_id}:price",
                _("Price of %(product)s") % {"product": name},
                offer.price_confirmed_on,
                offer._priced,
                live,
                reverse("stall_products:price", args=[offer.product_id]),
            ),
            Held(
                f"{offer.product_id}:supply",
                _("Months of %(product)s") % {"product": name},
                offer.supply_confirmed_on,
                offer._planned,
                live,
                reverse("stall_products:months", args=[offer.product_id]),
            ),
        ]
    return held


def write_offers(producer_id, days):
    """Set the days on which prices and months were confirmed; what does not belong to the producer is left alone."""
    offers = {offer.product_id: offer for offer in Offer.objects.filter(product__producer=producer_id)}
    touched = set()
    for key, text in days.items():
        product_id, _colon, fact = key.partition(":")
        offer = offers.get(int(product_id))
        if offer is not None:
            setattr(offer, f"{fact}_confirmed_on", day_of(text))
            touched.add(offer)
    for offer in touched:
        offer.save(update_fields=["price_confirmed_on", "supply_confirmed_on"])


# --- tasks


def freshness_tasks(producer):
    """Ask to confirm prices and months, each product at once, many in one."""
    today = timezone.localdate()
    waiting = {}
    for item in held_of(producer)["offers"]:
        if is_near(item, today):
            product_id, _colon, fact = item.key.partition(":")
            waiting.setdefault(int(product_id), {})[fact] = item
    if len(waiting) > MOST_SINGLE_TASKS:
        yield many_task(waiting, today)
        return
    titles = dict(ProductPage.objects.filter(pk__in=waiting).values_list("pk", "title")) if waiting else {}
    for product_id, items in waiting.items():
        yield one_task(product_id, titles[product_id], items, today)


def one_task(product_id, title, items, today):
    """Return the task for one product's price, months, or both."""
    oldest = min(items.values(), key=lambda item: item.last_good_day)
    over = today > oldest.last_good_day
    words = {"product": title, "days": (today - oldest.confirmed_on).days if oldest.confirmed_on else 0}
    fact = "both" if len(items) == 2 else next(iter(items))
    if oldest.confirmed_on is None:
        heading = {
            "price": _("Price of %(product)s was never confirmed"),
            "supply": _("Months of %(product)s were never confirmed"),
            "both": _("Price and months of %(product)s were never confirmed"),
        }[fact]
    else:
        heading = {
            "price": _("Price of %(product)s not confirmed for %(days)s days"),
            "supply": _("Months of %(product)s not confirmed for %(days)s days"),
            "both": _("Price and months of %(product)s not confirmed for %(days)s days"),
        }[fact]
    confirm = reverse("stall_products:confirm", args=[product_id])
    change = "months" if fact == "supply" else "price"
    actions = [
        Action(_("Months still right") if fact == "supply" else _("Price still right"), confirm, {"fact": fact}),
        Action(
            _("Change the months") if fact == "supply" else _("Change the price"),
            reverse(f"stall_products:{change}", args=[product_id]),
        ),
    ]
    if fact == "both":
        actions[0] = Action(_("Both still right"), confirm, {"fact": fact})
    return Task(heading % words, consequence(over), 30 if over else 40, actions)


def many_task(waiting, today):
    """Return the one task for many products."""
    over = any(today > item.last_good_day for items in waiting.values() for item in items.values())
    title = ngettext(
        "%(number)s product: price or months not confirmed for long",
        "%(number)s products: price or months not confirmed for long",
        len(waiting),
    ) % {"number": len(waiting)}
    actions = [
        Action(_("All still right"), reverse("stall:confirm_all"), {}),
        Action(_("See each"), reverse("stall_products:list")),
    ]
    return Task(title, consequence(over), 30 if over else 40, actions)


def consequence(over):
    """Return what an old price means to buyers."""
    days = {"days": settings.OCOP_STALE_AFTER_DAYS}
    if over:
        return _("Over %(days)s days: the product sinks to the end of the list.") % days
    return _("After %(days)s days the product sinks to the end of the list.") % days


# --- steps


def product_steps(producer):
    """What the products should have."""
    said = {item.key: item.is_said for item in held_of(producer)["offers"]}
    first = ProductPage.objects.filter(producer=producer).order_by("path").values_list("pk", flat=True).first()
    add = add_url(producer)

    def step(label, fact, screen):
        """Return the step that one product's `fact` fulfils; it leads to the first product that lacks it."""
        of_fact = {key.partition(":")[0]: done for key, done in said.items() if key.endswith(fact)}
        lacking = next((product_id for product_id, done in of_fact.items() if not done), first)
        url = reverse(f"stall_products:{screen}", args=[lacking]) if lacking else add
        return Step(label, url, any(of_fact.values()))

    return [
        Step(_("Write your first product"), add, first is not None),
        step(_("Say what a product costs"), ":price", "price"),
        step(_("Say in which months you have it"), ":supply", "months"),
    ]
