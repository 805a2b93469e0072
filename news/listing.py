"""The lists of articles: all of them, one category's, one author's; by tag, year and month; and what stands below one."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from news.models import ArticlePage, ArticleTag, Category
from ocop.core.facets import Link
from ocop.core.forms import clean_query
from ocop.core.prepared import prepared
from ocop.images.sizes import ARTICLE, FEATURE, SQUARE, load_sizes

PER_PAGE = 12
RELATED = 3


def listing_context(index, request, category=None):
    """Return what the news page draws for an address; whatever in it is no tag, year or month is ignored.

    `articles`: one page of them. `tag`, `period`: what they are narrowed by, or None. `tabs`: all, and each category that
    has articles. `archive`: `ArchiveYear`s.
    """
    public = ArticlePage.objects.browsable().child_of(index)
    articles = public.filter(category=category) if category else public
    tag = asked_tag(request)
    period = Period.asked(request.GET)
    shown = articles.filter(tags=tag) if tag else articles
    page = Paginator(period.of(shown).newest_first().for_cards(), PER_PAGE).get_page(request.GET.get("page"))
    path = index.address_of(request, "category", category.slug) if category else index.get_url(request)
    return {
        "articles": page,
        "category": category,
        "tag": tag,
        "period": period if period.year else None,
        "is_first": page.number == 1 and not tag and not period.year,
        "here": path,
        "tabs": tabs(index, request, public, category),
        "archive": archive(articles, path, period),
        "feeds": feeds(index, request, category),
    }


def author_context(index, request, author):
    """Return what an author's page draws."""
    load_sizes([author.picture], SQUARE)
    written = ArticlePage.objects.browsable().child_of(index).filter(author=author).newest_first().for_cards()
    page = Paginator(written, PER_PAGE).get_page(request.GET.get("page"))
    return {"author": author, "articles": page, "feeds": feeds(index, request)}


def asked_tag(request):
    """Return the tag that ?tag= names, or None."""
    slug = clean_query(request.GET.get("tag"))
    return ArticlePage.tags.through.tag_model().objects.filter(slug=slug).first() if slug else None


@dataclass(frozen=True)
class Period:
    """A year, or a month of it; neither for all time."""

    year: int | None = None
    month: int | None = None

    @classmethod
    def asked(cls, get):
        """Return what ?nam=2026&thang=11 asks for; a month without a year, or no such year, is ignored."""
        year, month = whole(get.get("nam")), whole(get.get("thang"))
        if year is None or not 1900 <= year <= 2200:
            return cls()
        return cls(year, month if month and 1 <= month <= 12 else None)

    def of(self, articles):
        """Return the articles that bear a day of this period."""
        if self.month:
            return articles.filter(date__year=self.year, date__month=self.month)
        return articles.filter(date__year=self.year) if self.year else articles

    @property
    def label(self):
        """The period in words: 11/2026, or 2026."""
        return f"{self.month}/{self.year}" if self.month else str(self.year)


def whole(text):
    """Return a text of up to four plain digits as a number, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 4 else None


@dataclass
class Tab:
    """A category's link above the list."""

    label: str
    url: str
    is_current: bool


def tabs(index, request, public, chosen):
    """Return the tab of all articles and one for each category that has some or is being read; [] without categories."""
    used = Category.objects.filter(pk__in=public.order_by().values("category"))
    found = [Tab(_("All"), index.get_url(request), chosen is None)]
    for category in (used | Category.objects.filter(pk=chosen.pk)).distinct() if chosen else used:
        url = index.address_of(request, "category", category.slug)
        found.append(Tab(category.display_name, url, category == chosen))
    return found if len(found) > 1 else []


@dataclass
class ArchiveYear:
    """One year of the archive with its months, newest first."""

    year: int
    url: str
    is_open: bool
    count: int = 0
    months: list[Link] = field(default_factory=list)


def archive(articles, path, period):
    """Return the years and months that have articles, with how many; one query."""
    dated = articles.annotate(year=ExtractYear("date"), month=ExtractMonth("date")).order_by()
    rows = dated.values_list("year", "month").annotate(number=Count("pk"))
    years = {}
    for year, month, number in sorted(rows, reverse=True):
        if year not in years:
            years[year] = ArchiveYear(year, f"{path}?nam={year}", year == period.year)
        years[year].count += number
        years[year].months.append(Link(Period(year, month).label, f"{path}?nam={year}&thang={month}", number))
    return list(years.values())


def feeds(index, request, category=None):
    """Return (media type, title, address) of the feeds of a page of the news."""
    kinds = (("rss", "application/rss+xml", "RSS"), ("atom", "application/atom+xml", "Atom"))
    found = [(media, f"{index.title} – {name}", index.address_of(request, "feed", kind)) for kind, media, name in kinds]
    if category:
        found += [
            (media, f"{category.name} – {name}", index.address_of(request, "category_feed", category.slug, kind))
            for kind, media, name in kinds
        ]
    return found


def related_articles(article, tags):
    """Return up to three articles: those that editors chose, then those that share a tag, then the newest."""
    now, own = timezone.now(), article.pk or 0
    chosen = [row.article_id for row in article.chosen_related.all()]
    found = {page.pk: page for page in (these_articles(now, *chosen) if chosen else [])}
    related = [found[pk] for pk in chosen if pk in found and pk != own]
    if tags and len(related) < RELATED:
        related += articles_tagged(now, own, *(tag.pk for tag in tags))
    if len(related) < RELATED:
        related += newest_articles(now, own)
    related = list({page.pk: page for page in related}.values())[:RELATED]
    load_sizes([page.main_image for page in related], ARTICLE, FEATURE, SQUARE)
    return related


@prepared
def these_articles(now, *ids):
    """The articles with these ids that are public at `now`, with all that a card draws but its picture's sizes."""
    return ArticlePage.objects.browsable(now).filter(pk__in=ids).with_images()


@prepared
def articles_tagged(now, article, *tags):
    """The newest articles with one of these tags but `article` itself, twice as many as are shown: some may be chosen."""
    tagged = ArticleTag.objects.filter(tag__in=tags).values("content_object")
    others = ArticlePage.objects.browsable(now).filter(pk__in=tagged).exclude(pk=article)
    return others.newest_first().with_images()[: 2 * RELATED]


@prepared
def newest_articles(now, article):
    """The newest articles but `article` itself, twice as many as are shown: some may be chosen or tagged."""
    return ArticlePage.objects.browsable(now).exclude(pk=article).newest_first().with_images()[: 2 * RELATED]
