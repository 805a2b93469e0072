"""The screen of a product's prices: one row per grade."""

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
from ocop.core.text import nfc
from products.models import Offer, PriceTier
from products.stall.common import own_products, plain
from products.stall.dong import DongField
from products.stall.facts import TIER_FIELDS, has_price

MOST_GRADES = 12


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


class TierForm(forms.Form):
    """One grade."""

    grade = text_field(PriceTier, "grade", _("Name of the grade"))
    measure = text_field(PriceTier, "measure", _("Size or measure"))
    pack = text_field(PriceTier, "pack", _("Pack"))
    unit = text_field(PriceTier, "unit", _("Sold by"))
    retail = DongField(
        label=_("Retail price"),
        widget=forms.TextInput(attrs={"class": "input stall-number", "inputmode": "numeric", "autocomplete": "off"}),
    )
    wholesale = DongField(
        label=_("Wholesale price"),
        widget=forms.TextInput(attrs={"class": "input stall-number", "inputmode": "numeric", "autocomplete": "off"}),
    )
    minimum_order = text_field(PriceTier, "minimum_order", _("Smallest wholesale order"))

    @property
    def is_new(self):
        """Whether the grade stands nowhere yet, so that its name is asked first."""
        return not any(self.initial.get(name) for name in ("grade", "measure", "pack", "retail"))

    @property
    def title(self):
        """What heads the grade's row: its name, measure or pack."""
        said = {name: str(self[name].value() or "").strip() for name in ("grade", "measure", "pack")}
        return ", ".join(filter(None, [said["grade"], said["measure"] or said["pack"]]))

    @property
    def per(self):
        """What the price is for, as it stands in the form."""
        return str(self["pack"].value() or self["unit"].value() or "kg").strip()

    @property
    def hides_errors(self):
        """Whether a field that is folded away has something wrong."""
        return any(name in self.errors for name in self.fields if name not in ("retail", "DELETE"))

    def tier(self):
        """Return the grade as values carry it; None for a row in which nothing is said."""
        data = self.cleaned_data
        tier = {name: plain(nfc(data.get(name) or "")) for name in TIER_FIELDS}
        tier |= {"retail": data.get("retail"), "wholesale": data.get("wholesale"), "unit": tier["unit"] or "kg"}
        said = any(tier[name] for name in ("grade", "measure", "pack", "retail", "wholesale"))
        return tier if said else None


class TierFormSet(BaseFormSet):
    """All grades; those marked as gone drop out."""

    deletion_widget = forms.CheckboxInput

    def tiers(self):
        """Return the grades as values carry them."""
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        return [tier for tier in (form.tier() for form in kept) if tier]

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
    """Grades and note together."""

    def __init__(self, values, data=None):
        blank = [] if values["tiers"] or data is not None else [{"unit": "kg"}]
        self.tiers = Tiers(data=with_more_rows(data), initial=values["tiers"] or blank, prefix="tiers")
        self.note = NoteForm(data=data, initial={"note": values["note"]})

    def is_valid(self):
        """Whether all grades and the note can be saved. Rows that got lost on the way are not taken for rows taken away."""
        is_whole = self.tiers.total_form_count() >= self.tiers.initial_form_count() >= 0
        return all([is_whole, self.tiers.is_valid(), self.note.is_valid()])

    def values(self):
        """Return what was typed as values, confirmed today."""
        note = plain(nfc(self.note.cleaned_data["note"]))
        return {"tiers": self.tiers.tiers(), "note": note, CONFIRMED: today_text()}

    @property
    def can_grow(self):
        """Whether there is room for one more grade."""
        return self.tiers.total_form_count() < MOST_GRADES


class NoteForm(forms.Form):
    """What holds for all grades."""

    note = text_field(Offer, "price_note", _("Note on the price"))


def with_more_rows(data):
    """Return sent data with one empty row more, if the button for that sent it."""
    if data is None or data.get("redraw") != "more":
        return data
    data = data.copy()
    total = data.get("tiers-TOTAL_FORMS", "")
    if total.isascii() and total.isdigit() and int(total) < MOST_GRADES:
        data["tiers-TOTAL_FORMS"] = str(int(total) + 1)
        data.setdefault(f"tiers-{total}-unit", "kg")
    return data


class PriceScreen(FactScreen):
    """Prices by grade."""

    fact = LivingFact.PRICE
    template_name = "products/stall/price.html"
    pages = own_products

    def form(self, page, values, data=None):
        return PriceForm(values, data)

    def context(self, page):
        values = FACTS[self.fact].read(page.pk)
        return {"confirmed_on": day_of(values[CONFIRMED]), "is_said": has_price(values)}

    def done_url(self, page):
        return reverse("stall_products:product", args=[page.pk])
