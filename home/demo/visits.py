"""A history of visits for the demo: days of this month and the last, months before, so that reports have something to show."""

import datetime
import random

from django.utils import timezone
from wagtail.models import Page

from cooperatives.models import ProducerIndexPage, ProducerPage
from home.models import HomePage, PageVisits, SiteVisits
from home.models.visits import Span
from news.models import ArticlePage
from products.models import ProductIndexPage, ProductPage

MONTHS = 10
# Views on a usual day, of the least and the most read page of a kind.
USUAL = {
    HomePage: (70, 70),
    ProductIndexPage: (52, 52),
    ProducerIndexPage: (18, 18),
    ProductPage: (1, 16),
    ProducerPage: (1, 9),
    ArticlePage: (1, 11),
}
OTHERS = (1, 3)
VIEWS_A_VISITOR = 2.7
WEEKDAYS = (1.05, 1.0, 1.1, 1.0, 1.15, 0.85, 0.8)  # from Monday


def load_visits():
    """Invent a history where there is none; return how many rows were written."""
    today = timezone.localdate()
    if SiteVisits.objects.filter(start__lt=today).exists():
        return 0
    pages = list(Page.objects.live().filter(depth__gt=1).select_related("content_type").order_by("path"))
    usual = {page.pk: usual_views(page) for page in pages}
    spans = [(day, Span.DAY, WEEKDAYS[day.weekday()]) for day in days_until(today)]
    spans += [(month, Span.MONTH, 30 * (0.55 + 0.04 * number)) for number, month in enumerate(months_until(today))]
    rows, sums = [], []
    for start, span, weight in spans:
        chance = random.Random(f"{start} {span}")
        views = {page: round(number * weight * chance.uniform(0.5, 1.5)) for page, number in usual.items()}
        rows += [
            PageVisits(page_id=page, start=start, span=span, views=number) for page, number in views.items() if number
        ]
        total = round(sum(views.values()) * 1.12)  # searches and guides are no pages
        sums.append(SiteVisits(start=start, span=span, views=total, visitors=round(total / VIEWS_A_VISITOR)))
    PageVisits.objects.bulk_create(rows, batch_size=1000)
    SiteVisits.objects.bulk_create(sums)
    return len(rows) + len(sums)


def usual_views(page):
    """Return how often a page is read on a usual day; which of its kind is read most, its address decides."""
    least, most = USUAL.get(page.content_type.model_class(), OTHERS)
    return least + (most - least) * random.Random(page.slug).random() ** 2


def days_until(today):
    """Return the days from the first of last month to yesterday."""
    first = (today.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    return [first + datetime.timedelta(days=number) for number in range((today - first).days)]


def months_until(today):
    """Return the firsts of the months before those days, the oldest first."""
    month, found = days_until(today)[0], []
    for _number in range(MONTHS):
        month = (month - datetime.timedelta(days=1)).replace(day=1)
        found.insert(0, month)
    return found


def remove_visits():
    """Forget the history."""
    PageVisits.objects.all().delete()
    SiteVisits.objects.all().delete()
