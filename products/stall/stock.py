"""Whether there is some today: three buttons that save at once."""

from django import forms
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from cooperatives.choices import LivingFact
from cooperatives.stall.answers import next_url, saved, wants_json
from cooperatives.stall.changes import FACTS, version_of
from cooperatives.stall.history import line_of
from cooperatives.stall.screens import FactScreen
from products.choices import Stock
from products.stall.common import own_products


class StockForm(forms.Form):
    """One of the three words."""

    stock = forms.ChoiceField(choices=Stock.choices)

    def values(self):
        """Return what was tapped as values."""
        return {"stock": self.cleaned_data["stock"]}


class StockScreen(FactScreen):
    """Stock; a script gets the line that tells of the change instead of a page."""

    fact = LivingFact.STOCK
    template_name = "products/stall/stock.html"
    pages = own_products

    def form(self, page, values, data=None):
        return StockForm(data, initial=values)

    def done_url(self, page):
        return reverse("stall_products:product", args=[page.pk])

    def saved(self, page, change):
        if not wants_json(self.request):
            return saved(self.request, change, next_url(self.request))
        return self.tell(page, line=line_of(change, True) if change else None)

    def draw(self, page, form, seen, status=200, conflict=None, **more):
        if not wants_json(self.request):
            return super().draw(page, form, seen, status, conflict=conflict, **more)
        return self.tell(page, conflict=conflict)

    def tell(self, page, **context):
        """Return what stands now and the line under the buttons."""
        values = FACTS[self.fact].read(page.pk)
        context |= {"next_url": next_url(self.request), "subject": page}
        line = render_to_string("products/stall/stock_line.html", context, request=self.request)
        return JsonResponse({"stock": values["stock"], "seen": version_of(values), "line": line})

    def context(self, page):
        return {"stock": FACTS[self.fact].read(page.pk)["stock"], "choices": Stock.choices}
