"""The screen of a product's months: twelve taps, and for who wants to say more, how much."""

from decimal import Decimal

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperatives.choices import LivingFact
from cooperatives.stall.changes import CONFIRMED, FACTS, today_text
from cooperatives.stall.confirming import day_of
from cooperatives.stall.screens import FactScreen
from ocop.core.templatetags.ocop import month_name
from ocop.core.text import nfc
from products.choices import Availability, CapacityUnit
from products.models import Offer, SupplyMonth
from products.stall.common import own_products, plain
from products.stall.facts import LEVEL_WORDS, capacity_text, has_months
from products.stall.price import text_field


class MonthsForm(forms.Form):
    """Twelve levels `level_1`…, twelve amounts `capacity_1`…, and what holds for all.

    A tap goes through the first three levels; a month that is steady by itself is rare, and all twelve have their switch.
    """

    all_year = forms.BooleanField(label=_("The same all year round"), required=False)
    unit = forms.ChoiceField(
        label=_("Counted in"), choices=CapacityUnit.choices, widget=forms.Select(attrs={"class": "select"})
    )
    note = text_field(Offer, "season_note", _("Season in words"))

    def __init__(self, values, data=None):
        super().__init__(data, initial=self.shown(values))
        amount = SupplyMonth._meta.get_field("capacity")
        for number in range(1, 13):
            name = month_name(number)
            self.fields[f"level_{number}"] = forms.TypedChoiceField(
                label=name, choices=LEVEL_WORDS.items(), coerce=int, widget=forms.Select(attrs={"class": "select"})
            )
            self.fields[f"capacity_{number}"] = forms.DecimalField(
                label=name,
                required=False,
                min_value=0,
                max_digits=amount.max_digits,
                decimal_places=amount.decimal_places,
                localize=True,
                widget=forms.TextInput(attrs={"class": "input", "inputmode": "decimal", "autocomplete": "off"}),
            )

    def shown(self, values):
        """Return what the form shows of what stands. What is there all year has taps too, should the switch go off."""
        levels = [level for level, _capacity in values["months"]]
        all_year = all(level == Availability.STEADY for level in levels)
        shown = {"all_year": all_year, "unit": values["unit"], "note": values["note"]}
        for number, (level, capacity) in enumerate(values["months"], start=1):
            shown[f"level_{number}"] = Availability.MAIN.value if all_year else level
            shown[f"capacity_{number}"] = whole_if_possible(capacity)
        return shown

    @property
    def months(self):
        """Return (number, level's field, amount's field) of each month."""
        return [(number, self[f"level_{number}"], self[f"capacity_{number}"]) for number in range(1, 13)]

    @property
    def has_amounts(self):
        """Whether an amount is said, or typed wrong, so that the amounts should be in sight."""
        return any(field.value() or field.errors for _number, _level, field in self.months)

    def values(self):
        """Return what was typed as values, confirmed today."""
        data = self.cleaned_data
        return {
            "months": [self.month(number) for number in range(1, 13)],
            "unit": data["unit"],
            "note": plain(nfc(data["note"])),
            CONFIRMED: today_text(),
        }

    def month(self, number):
        """Return a month's [level, amount]. Whoever types an amount has some; one that stood before a tap on "none" goes."""
        data, name = self.cleaned_data, f"capacity_{number}"
        level = Availability.STEADY.value if data["all_year"] else data[f"level_{number}"]
        if data[name] and not level and name in self.changed_data:
            level = Availability.PARTIAL.value
        return [level, capacity_text(data[name] or None) if level else None]


def whole_if_possible(capacity):
    """Return an amount as people write it, "5" and not "5,0"; None without one."""
    if capacity is None:
        return None
    amount = Decimal(capacity)
    return int(amount) if amount == int(amount) else amount


class MonthsScreen(FactScreen):
    """Months of supply."""

    fact = LivingFact.SUPPLY
    template_name = "products/stall/months.html"
    pages = own_products

    def form(self, page, values, data=None):
        return MonthsForm(values, data)

    def context(self, page):
        values = FACTS[self.fact].read(page.pk)
        return {"confirmed_on": day_of(values[CONFIRMED]), "is_said": has_months(values)}

    def done_url(self, page):
        return reverse("stall_products:product", args=[page.pk])
