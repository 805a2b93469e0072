"""Counts visits in the database: for development and sites without Redis. Many processes at a time lose nothing."""

import datetime

from django.db import transaction
from django.db.models import F
from wagtail.models import Page

from home.models.visits import PageVisits, SiteVisits, Span, VisitSalt, VisitSighting
from home.visits.stores import NEW_PER_ADDRESS, ONLINE_SECONDS, PER_ADDRESS, PER_VISITOR, new_salt
from ocop.core.counters import add


class DatabaseStore:
    """See `stores.Store`. Counts go straight into the day's rows, so nothing is ever held."""

    def salt(self, day):
        found = VisitSalt.objects.filter(day=day).first()
        if found is None:
            found, made = VisitSalt.objects.get_or_create(day=day, defaults={"salt": new_salt()})
            if made:
                self.forget(day)
        return bytes(found.salt)

    def record(self, view):
        if view.address and (PER_VISITOR.take(view.visitor) or PER_ADDRESS.take(view.address)):
            return False
        with transaction.atomic():
            sighting = {"day": view.day, "visitor": view.visitor}
            is_new = not VisitSighting.objects.filter(**sighting).update(seen_at=view.moment)
            if is_new:
                if NEW_PER_ADDRESS.take(view.address):
                    return False
                is_new = VisitSighting.objects.get_or_create(**sighting, defaults={"seen_at": view.moment})[1]
            add(SiteVisits, {"start": view.day, "span": Span.DAY}, views=1, visitors=int(is_new))
            if view.page is not None:
                count_page(view.page, view.day)
        return True

    def online(self, day, moment):
        since = moment - datetime.timedelta(seconds=ONLINE_SECONDS)
        return VisitSighting.objects.filter(day=day, seen_at__gte=since).count()

    def held(self):
        return {}

    def forget(self, today):
        VisitSalt.objects.filter(day__lt=today).delete()
        VisitSighting.objects.filter(day__lt=today).delete()


def count_page(page, day):
    """Count one view of a page that exists; a page deleted a moment ago takes its numbers with it."""
    key = {"page_id": page, "start": day, "span": Span.DAY}
    if PageVisits.objects.filter(**key).update(views=F("views") + 1):
        return
    if Page.objects.filter(pk=page).exists():
        add(PageVisits, key, views=1)
