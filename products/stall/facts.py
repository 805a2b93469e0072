"""Price, months and stock as living facts: how they are read, written and told. See `cooperatives.stall.changes`."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from cooperatives.choices import LivingFact
from cooperatives.stall.changes import CONFIRMED, FactKind, Missing
from cooperatives.stall.confirming import day_of, day_text
from ocop.core.templatetags.ocop import dong, month_name, number
from products.choices import Availability, CapacityUnit, Stock
from products.models import Offer, PriceTier, SupplyMonth

# What members call the levels. Buyers read the same in a sentence about the season.
LEVEL_WORDS = {
    Availability.NONE.value: pgettext_lazy("supply", "none"),
    Availability.PARTIAL.value: pgettext_lazy("supply", "a little"),
    Availability.MAIN.value: pgettext_lazy("supply", "main season"),
    Availability.STEADY.value: pgettext_lazy("supply", "steady"),
}
TIER_FIELDS = ("grade", "measure", "pack", "unit", "retail", "wholesale", "minimum_order")


def offer_of(product_id):
    """Return a product's `Offer`; an unsaved one where nothing was ever said."""
    return Offer.objects.filter(product=product_id).first() or Offer(product_id=product_id)


def rows_of(offer, related):
    """Return an offer's prices or months; none for an unsaved one."""
    return list(getattr(offer, related).all()) if offer.pk else []


# --- prices


def read_price(product_id):
    """Return a product's prices by grade, with the note and the day they were confirmed."""
    offer = offer_of(product_id)
    tiers = [{field: getattr(tier, field) for field in TIER_FIELDS} for tier in rows_of(offer, "price_tiers")]
    return {"tiers": tiers, "note": offer.price_note, CONFIRMED: day_text(offer.price_confirmed_on)}


def write_price(product_id, values):
    """Set a product's prices. Saving the offer brings the catalogue's row up to date, once the transaction ends."""
    offer = offer_of(product_id)
    offer.price_note, offer.price_confirmed_on = values["note"], day_of(values[CONFIRMED])
    offer.save()
    PriceTier.objects.filter(offer=offer).delete()
    PriceTier.objects.bulk_create(
        PriceTier(offer=offer, sort_order=place, **tier) for place, tier in enumerate(values["tiers"])
    )


def grade_name(tier):
    """Return what a grade is called: "Loại 1, trên 28 g", "túi 250 g"; "" for one without a name."""
    return ", ".join(filter(None, [tier["grade"], tier["measure"] or tier["pack"]]))


def tier_price(tier):
    """Return a grade's prices: "250.000 ₫/kg, wholesale 210.000 ₫"; a pack that names the grade is not said twice."""
    named_by_pack = tier["pack"] and not tier["measure"]
    per = "" if named_by_pack else f"/{tier['pack'] or tier['unit']}"
    retail = f"{dong(tier['retail'])}{per}" if tier["retail"] else _("no price yet")
    if not tier["wholesale"]:
        return retail
    return _("%(retail)s, wholesale %(wholesale)s") % {"retail": retail, "wholesale": dong(tier["wholesale"])}


def tell_price(values):
    """Return one line per grade."""
    lines = [f"{grade_name(tier) or _('Price')}: {tier_price(tier)}" for tier in values["tiers"]]
    return (lines or [_("No price")]) + ([values["note"]] if values["note"] else [])


def tell_price_change(before, after):
    """Return one line per grade that is new, gone or different."""
    old = {grade_name(tier): tier for tier in before["tiers"]}
    new = {grade_name(tier): tier for tier in after["tiers"]}
    lines = []
    for name, tier in new.items():
        if name not in old:
            lines.append(tell_new_tier(name, tier))
        elif tier != old[name]:
            lines.append(f"{name or _('Price')}: {tell_tier_step(old[name], tier)}")
    lines += [
        _("%(grade)s taken away") % {"grade": name} if name else _("Price without a name taken away")
        for name in old
        if name not in new
    ]
    if before["note"] != after["note"]:
        lines.append(_("Note: ") + tell_step(before["note"] or _("none"), after["note"] or _("none")))
    return lines or [_("The price still holds, confirmed")]


def tell_new_tier(name, tier):
    """Return the line of a grade that came: "Loại 3 added: 90.000 ₫/kg", "New price: 85.000 ₫/kg"."""
    if not name:
        return _("New price: %(price)s") % {"price": tier_price(tier)}
    return _("%(grade)s added: %(price)s") % {"grade": name, "price": tier_price(tier)}


def tell_tier_step(old, new):
    """Return what differs between a grade before and after: "240.000 ₫, now 250.000 ₫"."""
    steps = []
    if old["retail"] != new["retail"]:
        steps.append(tell_step(amount(old["retail"]), amount(new["retail"])))
    if old["wholesale"] != new["wholesale"]:
        step = tell_step(amount(old["wholesale"]), amount(new["wholesale"]))
        steps.append(_("wholesale %(step)s") % {"step": step})
    pers = [tier["pack"] or tier["unit"] for tier in (old, new)]
    if pers[0] != pers[1]:
        steps.append(_("for one %(step)s") % {"step": tell_step(*pers)})
    return "; ".join(steps) or _("details changed")


def amount(price):
    """Return a price as text, also where there is none."""
    return dong(price) if price else _("no price yet")


def tell_step(old, new):
    """Return "old, now new"."""
    return _("%(old)s, now %(new)s") % {"old": old, "new": new}


def has_price(values):
    """Whether a price is said; a grade alone is none."""
    return any(tier["retail"] or tier["wholesale"] for tier in values["tiers"])


def missing_price(product_id, values):
    """Return the `Missing` of a product without a price."""
    if has_price(values):
        return None
    return Missing(_("There is no price to confirm yet."), _("Write the price"), screen("price")(product_id))


# --- months of supply


def read_supply(product_id):
    """Return a product's twelve months, each [level, capacity as text or None], with unit, note and day."""
    offer = offer_of(product_id)
    known = {row.month: row for row in rows_of(offer, "supply_months")}
    months = [[0, None] for _month in range(12)]
    for place, cell in enumerate(months, start=1):
        if row := known.get(place):
            cell[:] = [int(row.availability), capacity_text(row.capacity)]
    return {
        "months": months,
        "unit": offer.capacity_unit,
        "note": offer.season_note,
        CONFIRMED: day_text(offer.supply_confirmed_on),
    }


def capacity_text(capacity):
    """Return an amount as values carry it: "12.5", or None."""
    return None if capacity is None else str(Decimal(capacity).quantize(Decimal("0.1")))


def write_supply(product_id, values):
    """Set a product's months. Every month has a row, so that nobody need guess what is meant."""
    offer = offer_of(product_id)
    offer.capacity_unit, offer.season_note = values["unit"], values["note"]
    offer.supply_confirmed_on = day_of(values[CONFIRMED])
    offer.save()
    SupplyMonth.objects.filter(offer=offer).delete()
    SupplyMonth.objects.bulk_create(
        SupplyMonth(offer=offer, month=month, availability=level, capacity=Decimal(capacity) if capacity else None)
        for month, (level, capacity) in enumerate(values["months"], start=1)
    )


def month_words(values, month):
    """Return what one month says: "main season, 12,5 tonnes"."""
    level, capacity = values["months"][month - 1]
    words = str(LEVEL_WORDS[level])
    if capacity and level:
        words += f", {number(Decimal(capacity))} {CapacityUnit(values['unit']).label}"
    return words


def tell_supply(values):
    """Return one line per month that has something, and the note."""
    return tell_months(values) + ([values["note"]] if values["note"] else [])


def tell_months(values):
    """Return one line per month that has something; one in all for what is there all year, and for nothing."""
    if is_all_year(values):
        return [_("The same all year round")]
    lines = [
        f"{month_name(month)}: {month_words(values, month)}"
        for month, (level, _capacity) in enumerate(values["months"], start=1)
        if level
    ]
    return lines or [_("Nothing in any month")]


def tell_supply_change(before, after):
    """Return one line per month that differs, and one for unit and note; what begins or ends to be steady is told anew."""
    if is_all_year(before) == is_all_year(after):
        lines = [
            f"{month_name(month)}: " + tell_step(month_words(before, month), month_words(after, month))
            for month in range(1, 13)
            if before["months"][month - 1] != after["months"][month - 1]
        ]
    else:
        lines = tell_months(after)
    if before["note"] != after["note"]:
        lines.append(_("Note: ") + tell_step(before["note"] or _("none"), after["note"] or _("none")))
    if before["unit"] != after["unit"]:
        units = [str(CapacityUnit(values["unit"]).label) for values in (before, after)]
        lines.append(_("Unit: ") + tell_step(*units))
    return lines or [_("The months still hold, confirmed")]


def is_all_year(values):
    """Whether there is the same in all twelve months."""
    return all(level == Availability.STEADY for level, _capacity in values["months"])


def has_months(values):
    """Whether there is some in any month."""
    return any(level for level, _capacity in values["months"])


def missing_months(product_id, values):
    """Return the `Missing` of a product without a month."""
    if has_months(values):
        return None
    return Missing(_("There is no month to confirm yet."), _("Fill in the months"), screen("months")(product_id))


# --- stock


def read_stock(product_id):
    """Return whether a product can be had."""
    return {"stock": str(offer_of(product_id).stock)}


def write_stock(product_id, values):
    """Say whether a product can be had."""
    offer = offer_of(product_id)
    offer.stock = values["stock"]
    offer.save()


def tell_stock(values):
    """Return the one word."""
    return [str(Stock(values["stock"]).label)]


def tell_stock_change(before, after):
    """Return the step from one word to another: "Stock: in stock, now sold out"."""
    return [_("Stock: ") + tell_step(tell_stock(before)[0].lower(), tell_stock(after)[0].lower())]


def screen(name):
    """Return a function that names the screen of a fact by the product's id."""
    return lambda product_id: reverse(f"stall_products:{name}", args=[product_id])


FACTS = [
    FactKind(
        LivingFact.PRICE,
        read_price,
        write_price,
        tell_price,
        tell_price_change,
        screen("price"),
        missing=missing_price,
    ),
    FactKind(
        LivingFact.SUPPLY,
        read_supply,
        write_supply,
        tell_supply,
        tell_supply_change,
        screen("months"),
        missing=missing_months,
    ),
    FactKind(LivingFact.STOCK, read_stock, write_stock, tell_stock, tell_stock_change, screen("stock")),
]
