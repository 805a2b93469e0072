"""What a visitor may see, as one condition inside the query."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet


class VisiblePageQuerySet(PageQuerySet):
    """Pages as visitors meet them."""

    def browsable(self):
        """Return published pages that no restriction covers: every list, feed, count and sitemap goes through this.

        Unlike `public()`, which asks for the restrictions in a query of its own, this one costs no query.
        """
        # Restricted pages first, of which there are few: asked the other way round, SQLite looks at every page for each.
        covering = Page.objects.filter(
            pk__in=PageViewRestriction.objects.values("page"), path=Substr(OuterRef("path"), 1, Length("path"))
        )
        return self.live().exclude(Exists(covering.order_by()))
