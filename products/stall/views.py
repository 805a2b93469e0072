"""A member's screens about its products that are no forms: the list, one product, certificates, confirmations."""

from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cooperatives.choices import LivingFact
from cooperatives.stall.answers import SAVED, ask_to_fill_in, go_on, next_url, saved
from cooperatives.stall.changes import NothingSaidError, confirm_fact
from cooperatives.stall.guard import member_post, member_view
from products.stall.certificates import certificate_rows
from products.stall.common import own_products
from products.stall.home import add_url
from products.stall.rows import product_page_of, row_of

CONFIRMS = {
    "price": [LivingFact.PRICE],
    "supply": [LivingFact.SUPPLY],
    "both": [LivingFact.SUPPLY, LivingFact.PRICE],
}


@require_safe
@member_view
def product_list(request, producer):
    """All products, a page at a time."""
    page = product_page_of(producer, request.GET.get("page"))
    context = {"products": page, "add_url": add_url(producer), "saved": request.GET.get(SAVED, "")}
    return render(request, "products/stall/list.html", context)


@require_safe
@member_view
def product(request, producer, pk):
    """One product: everything that can be said of it today."""
    row = row_of(producer, get_object_or_404(own_products(producer), pk=pk))
    certificates = [item for item in certificate_rows(producer) if item.certificate.product_id == pk]
    context = {"row": row, "certificates": certificates, "saved": request.GET.get(SAVED, "")}
    return render(request, "products/stall/product.html", context)


@require_safe
@member_view
def certificates(request, producer):
    """How long the stars hold, and when a renewal is filed."""
    return render(request, "products/stall/certificates.html", {"rows": certificate_rows(producer)})


@member_post
def confirm(request, producer, pk):
    """A price or the months are as they stand: one tap. What is not said yet cannot be confirmed, and is asked for."""
    page = get_object_or_404(own_products(producer), pk=pk)
    facts = CONFIRMS.get(request.POST.get("fact"), CONFIRMS["price"])
    change, missing = None, []
    with transaction.atomic():
        for fact in facts:
            try:
                change = confirm_fact(fact, page, request.user) or change
            except NothingSaidError as nothing:
                missing.append(nothing.missing)
    for item in missing:
        ask_to_fill_in(request, item)
    if len(missing) == len(facts):
        return go_on(request, next_url(request))
    return saved(request, change, next_url(request))
