"""What a visitor may see, as one condition inside the query."""

from functools import cache

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet


class VisiblePageQuerySet(PageQuerySet):
    """Pages as visitors meet them."""

    def browsable(self, now=None):
        """Return published pages that no restriction covers: every list, feed, count and sitemap goes through this.

        What has expired by `now` is left out from its minute on, though the timer that unpublishes it runs later.
        Unlike `public()`, which asks for the restrictions in a query of its own, this one costs no query.
        """
        in_time = Q(expire_at=None) | Q(expire_at__gt=now or timezone.now())
        return self.live().filter(in_time).filter(~covered())


@cache  # an expression is copied into each query, and building it took longer than its answer
def covered():
    """Return the condition that a restriction lies on a page or above it.

    Restricted pages first, of which there are few: asked the other way round, SQLite looks at every page for each.
    """
    covering = Page.objects.filter(
        pk__in=PageViewRestriction.objects.values("page"), path=Substr(OuterRef("path"), 1, Length("path"))
    )
    return Exists(covering.order_by())


@cache
def restricted():
    """Return the condition that a restriction covers a page: on it, above it, or on the source of an alias among those.

    The same as Wagtail's `Page.get_view_restrictions`, inside the query that fetches the page.
    """
    covered = Q()
    for place in ("page", "page__aliases", "page__aliases__aliases"):
        covered |= Q(**{f"{place}__path": Substr(OuterRef("path"), 1, Length(f"{place}__path"))})
    return Exists(PageViewRestriction.objects.filter(covered))
