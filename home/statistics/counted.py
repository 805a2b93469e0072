"""What this site counts by itself, today: producers, products, and stars that certificates in force bear."""

from collections import Counter

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperatives.choices import LegalForm
from cooperatives.models import Commune, ProducerPage
from home.statistics.tables import Table, place_in_row
from ocop.core.templatetags.ocop import day, number
from products.models import Certificate, ProductPage


def counted_tables(today=None):
    """Return the three tables counted live; four queries."""
    today = today or timezone.localdate()
    source = _("Counted on this site, %(day)s") % {"day": day(today)}
    forms = counts(ProducerPage, "commune", "legal_form")
    products = counts(ProductPage, "producer__commune")
    communes = list(Commune.objects.current())
    return [
        producers_by_commune(communes, forms, products, today, source),
        producers_by_form(forms, today, source),
        stars_in_force(today, source),
    ]


def counts(model, *fields):
    """Return {values of the fields: how many public pages}."""
    rows = model.objects.browsable().order_by().values_list(*fields).annotate(number=Count("pk"))
    return {tuple(row[:-1]) if len(fields) > 1 else row[0]: row[-1] for row in rows}


def producers_by_commune(communes, forms, products, today, source):
    """Producers by commune and legal form, and their products."""
    used = [form for form in LegalForm if any(form.value == legal for _commune, legal in forms)]
    makers = {commune: [forms.get((commune.pk, form.value), 0) for form in used] for commune in communes}
    header = [_("Commune"), *(form.label for form in used), _("All producers"), _("Products")]
    rows = [(commune, [*numbers, sum(numbers), products.get(commune.pk, 0)]) for commune, numbers in makers.items()]
    return Table(
        slug="chu-the-theo-xa",
        title=_("Producers and products by commune"),
        header=header,
        rows=[[place_in_row(commune), *map(number, numbers)] for commune, numbers in rows],
        full_header=[*header, _("Day"), _("Source")],
        full_rows=[[commune.full_name, *numbers, today.isoformat(), source] for commune, numbers in rows],
        source=source,
        unit=_("producers"),
        numbers=len(header) - 1,
        chart=("bars", [(place_in_row(commune), numbers[-2]) for commune, numbers in rows]),
        note=_("Only producers with a page on this site; there are more co-operatives than that."),
        places=True,
    )


def producers_by_form(forms, today, source):
    """Producers by legal form."""
    rows = [[form.label, sum(n for (_c, legal), n in forms.items() if legal == form.value)] for form in LegalForm]
    rows = [row for row in rows if row[1]]
    return Table(
        slug="loai-hinh",
        title=_("Producers by legal form"),
        header=[_("Legal form"), _("Number")],
        rows=[[label, number(value)] for label, value in rows],
        full_header=[_("Legal form"), _("Number"), _("Day"), _("Source")],
        full_rows=[[str(label), value, today.isoformat(), source] for label, value in rows],
        source=source,
        unit=_("producers"),
        chart=("bars", rows) if len(rows) > 1 else None,
    )


def stars_in_force(today, source):
    """Products by the stars that they bear today: the best of their certificates in force."""
    public = ProductPage.objects.browsable().order_by().values("pk")
    holding = Certificate.objects.drawing_stars_on(today).filter(product__in=public)
    best = Counter(holding.order_by().values("product").annotate(best=Max("stars")).values_list("best", flat=True))
    rows = [[_("%(number)s stars") % {"number": stars}, best[stars]] for stars in (5, 4, 3)]
    return Table(
        slug="hang-sao",
        title=_("Products with an OCOP certificate in force today"),
        header=[_("Stars"), _("Products")],
        rows=[[label, number(value)] for label, value in rows],
        full_header=[_("Stars"), _("Products"), _("Day"), _("Source")],
        full_rows=[[label, value, today.isoformat(), source] for label, value in rows],
        source=source,
        unit=_("products"),
        chart=("bars", rows),
        note=_("Certificates that have lapsed or were withdrawn are not counted."),
    )
