"""The screen of a product's prices: one row per grade."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperatives.choices import LivingFact
from cooperatives.stall.changes import CONFIRMED, FACTS, today_text
from cooperatives.stall.confirming import day_of
from cooperatives.stall.screens import FactScreen
from ocop.core.sentences import SENTENCE
from ocop.core.templatetags.ocop import dong
from ocop.core.text import nfc
from products.models import Offer, PriceTier
from products.stall.common import own_products, plain
from products.stall.dong import DongField
from products.stall.facts import TIER_FIELDS, grade_name, has_price

MOST_GRADES = 12
LEAP = 10  # a price so many times the one before is asked about: a zero too many, or one too few
KILO = "kg"
UNIT_LENGTH = PriceTier._meta.get_field("unit").max_length
PACKED = re.compile(r"[^\W\d]+( [^\W\d]+){0,3} \d[\d.,]* ?\w{1,6}")  # "hộp 500 g", "túi vải 2 kg"


def text_field(model, name, label, **attrs):
    """Return a form field for a short text of a model, as long as the model allows, with the field's own help.

    What may be a whole sentence gets a field that grows; its line breaks are taken out by `plain`.
    """
    field = model._meta.get_field(name)
    widget = forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attrs})
    if field.max_length >= SENTENCE:
        widget = forms.Textarea(attrs={"rows": 2, "class": "input stall-sentence", "autocomplete": "off", **attrs})
    return forms.CharField(
        label=label, max_length=field.max_length, required=False, widget=widget, help_text=field.help_text
    )


@dataclass(frozen=True)
class Doubt:
    """A price that leaps, or that is taken away (`new` is None). `field`: which price of the grade; `of`: the grade in words."""

    field: str
    of: str
    old: int
    new: int | None

    @property
    def question(self):
        """What the member is asked."""
        if self.new is None and self.field == "wholesale":
            text = _("Take away the wholesale price of %(grade)s? Buyers will no longer see it.")
        elif self.new is None:
            text = _("Take away the price of %(grade)s? Buyers will no longer see it.")
        elif self.field == "wholesale":
            text = _("%(grade)s, wholesale price: %(old)s before, %(new)s now. Is that right?")
        else:
            text = _("%(grade)s: %(old)s before, %(new)s now. Is that right?")
        return text % {"grade": self.of, "old": dong(self.old), "new": self.new and dong(self.new)}

    @property
    def answer(self):
        """What says yes to this question and no other."""
        return f"{self.field}:{self.old}-{self.new or 0}"


class TierForm(forms.Form):
    """One grade. `start`: what a new price is for, as far as anybody knows; `asked`: the `Doubts` that stand at it."""

    asked = ()

    grade = text_field(PriceTier, "grade", _("Name of the grade"))
    measure = text_field(PriceTier, "measure", _("Size or measure"))
    per = text_field(PriceTier, "pack", _("This price is for one"))
    retail = DongField(
        label=_("Retail price"),
        widget=forms.TextInput(attrs={"class": "input stall-number", "inputmode": "decimal", "autocomplete": "off"}),
    )
    wholesale = DongField(
        label=_("Wholesale price"),
        widget=forms.TextInput(attrs={"class": "input stall-number", "inputmode": "decimal", "autocomplete": "off"}),
    )
    minimum_order = text_field(PriceTier, "minimum_order", _("Smallest wholesale order"))

    def __init__(self, *args, start=KILO, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["per"].help_text = _("Such as kg, bottle, 250 g bag.") if self.is_new else ""
        self.fields["per"].initial = start
        if self.initial:
            self.initial = {**self.initial, "per": per_of(self.initial)}

    @property
    def is_new(self):
        """Whether the grade stands nowhere yet, so that its name is asked first."""
        return not any(self.initial.get(name) for name in ("grade", "measure", "pack", "retail"))

    @property
    def title(self):
        """What heads the grade's row."""
        return self.name or _("Price")

    @property
    def name(self):
        """Its name, measure or pack as typed; "" without any."""
        said = {name: str(self[name].value() or "").strip() for name in ("grade", "measure")}
        return grade_name({**said, "pack": self.initial.get("pack", "")})

    @property
    def hides_errors(self):
        """Whether a field that is folded away has something wrong, or is asked about."""
        told = {*self.errors, *(doubt.field for doubt in self.asked)}
        return any(name in told for name in self.fields if name not in ("retail", "per", "DELETE"))

    def clean(self):
        """Refuse a price of which nobody knows what it is for."""
        data = super().clean()
        if (data.get("retail") or data.get("wholesale")) and "per" not in self.errors and not named(data.get("per")):
            self.add_error("per", _("Say what the price is for, such as kg or a 250 g bag."))
        return data

    def doubts(self):
        """Return a `Doubt` for each price ten times what it was, or a tenth, or there no more."""
        found = []
        for name in ("retail", "wholesale"):
            old, new = self.initial.get(name), self.cleaned_data.get(name)
            if old and (not new or max(old, new) >= LEAP * min(old, new)):
                found.append(Doubt(name, self.name or f"1 {per_of(self.initial)}", old, new))
        return found

    def tier(self):
        """Return the grade as values carry it; None for a row in which nothing is said."""
        data = self.cleaned_data
        tier = {name: named(data.get(name)) for name in ("grade", "measure", "minimum_order")}
        tier |= {"retail": data.get("retail"), "wholesale": data.get("wholesale"), **self.pack_and_unit()}
        said = any(tier[name] for name in ("grade", "measure", "retail", "wholesale")) or self.initial.get("pack")
        return {name: tier[name] for name in TIER_FIELDS} if said else None

    def pack_and_unit(self):
        """Return what the price is for as the two columns carry it: "túi 250 g" is a pack, "kg" and "chai" are units."""
        per, unit = named(self.cleaned_data.get("per")), self.initial.get("unit") or KILO
        if self.initial and per == per_of(self.initial):
            return {"pack": self.initial.get("pack", ""), "unit": unit}
        is_unit = len(per) <= UNIT_LENGTH and not any(letter.isdigit() for letter in per)
        return {"pack": "", "unit": per or unit} if is_unit else {"pack": per, "unit": unit}


def named(text):
    """Return what was typed as a name: on one line, and without the commas and stops that slip in around it."""
    return plain(nfc(text or "")).strip(" ,;.:")


def per_of(tier):
    """Return what the price of a tier (as values carry it) is for."""
    return tier.get("pack") or tier.get("unit") or KILO


def usual_per(product, tiers):
    """Return what a new price of `product` is most likely for: what its newest one is for, else what it is packed in.

    Of "Hộp 500 g, thùng 5 kg" that is "hộp 500 g"; of what begins with no number's noun, a kilogram.
    """
    if tiers:
        return tiers[-1]["unit"] or KILO
    first = re.split(r"[,;(/×]|\bhoặc\b", nfc(product.pack))[0].strip()
    return first[0].lower() + first[1:] if PACKED.fullmatch(first) else KILO


class TierFormSet(BaseFormSet):
    """All grades; those marked as gone drop out."""

    deletion_widget = forms.CheckboxInput

    def tiers(self):
        """Return the grades as values carry them."""
        return [tier for tier in (form.tier() for form in self.kept) if tier]

    @property
    def kept(self):
        """The rows that are not marked as gone."""
        return [form for form in self.forms if not self._should_delete_form(form)]

    def clean(self):
        """Refuse two rows that a buyer could not tell apart."""
        if any(self.errors):
            return
        names = [(tier["grade"], tier["measure"], tier["pack"]) for tier in self.tiers()]
        if len(names) != len(set(names)):
            raise ValidationError(_("Two rows have the same name. Give each grade its own."))


Tiers = formset_factory(
    TierForm,
    formset=TierFormSet,
    extra=0,
    can_delete=True,
    max_num=MOST_GRADES,
    validate_max=True,
    absolute_max=MOST_GRADES * 2,
)


class PriceForm:
    """Grades and note together. `start`: what a new price is for."""

    def __init__(self, values, data=None, start=KILO):
        blank = [] if values["tiers"] or data is not None else [{}]
        self.tiers = Tiers(
            data=with_more_rows(data, start),
            initial=values["tiers"] or blank,
            prefix="tiers",
            form_kwargs={"start": start},
        )
        self.note = NoteForm(data=data, initial={"note": values["note"]})
        self.sure = (data or {}).get("sure", "")

    def is_valid(self):
        """Whether all grades and the note can be saved. Rows that got lost on the way are not taken for rows taken away."""
        is_whole = self.tiers.total_form_count() >= self.tiers.initial_form_count() >= 0
        return all([is_whole, self.tiers.is_valid(), self.note.is_valid()])

    def values(self):
        """Return what was typed as values, confirmed today."""
        note = plain(nfc(self.note.cleaned_data["note"]))
        return {"tiers": self.tiers.tiers(), "note": note, CONFIRMED: today_text()}

    def doubts(self):
        """Return the `Doubts` about prices far from those before or taken away; none where all is near, or was asked already."""
        asked = {form: found for form in self.tiers.kept if (found := form.doubts())}
        doubts = Doubts(asked)
        if not asked or self.sure == doubts.answer:
            return None
        for form, found in asked.items():
            form.asked = found
        return doubts

    @property
    def can_grow(self):
        """Whether there is room for one more grade."""
        return self.tiers.total_form_count() < MOST_GRADES


class Doubts:
    """What is asked of which `TierForm`, with the `answer` that a second press sends: it holds for these prices only.

    The button for that stands once, at the `last_tier`.
    """

    def __init__(self, asked):
        self.last_tier = list(asked)[-1] if asked else None
        self.answer = " ".join(doubt.answer for found in asked.values() for doubt in found)


class NoteForm(forms.Form):
    """What holds for all grades."""

    note = text_field(Offer, "price_note", _("Note on the price"))


def with_more_rows(data, start):
    """Return sent data with one empty row more, if the button for that sent it."""
    if data is None or data.get("redraw") != "more":
        return data
    data = data.copy()
    total = data.get("tiers-TOTAL_FORMS", "")
    if total.isascii() and total.isdigit() and int(total) < MOST_GRADES:
        data["tiers-TOTAL_FORMS"] = str(int(total) + 1)
        data.setdefault(f"tiers-{total}-per", start)
    return data


class PriceScreen(FactScreen):
    """Prices by grade."""

    fact = LivingFact.PRICE
    template_name = "products/stall/price.html"
    pages = own_products

    def form(self, page, values, data=None):
        return PriceForm(values, data, usual_per(page, values["tiers"]))

    def doubts(self, form):
        return form.doubts()

    def context(self, page):
        values = FACTS[self.fact].read(page.pk)
        return {"confirmed_on": day_of(values[CONFIRMED]), "is_said": has_price(values)}

    def done_url(self, page):
        return reverse("stall_products:product", args=[page.pk])
