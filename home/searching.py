"""Site search over products, producers, news, events and plain pages."""

from collections import Counter
from dataclasses import dataclass, replace

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from cooperatives.models import ProducerPage
from home.models import StandardPage, StatisticsPage
from home.ranking import ranked, with_stars
from home.shortcuts import month_shortcut, place_suggestions, stars_shortcut
from news.library.excerpts import complete
from news.models import ArticlePage, LegalDocumentPage, StoryPage, VideoPage
from ocop.core.facets import address, correction
from ocop.core.forms import clean_query, is_exact
from ocop.core.languages import Vietnamese
from ocop.core.querysets import VisiblePageQuerySet
from ocop.core.search.suggest import Suggestion, did_you_mean, suggestions
from ocop.images.sizes import SQUARE, load_sizes
from products.asking import search_as_buyers_do
from products.filters import month_in_words, stars_in_words
from products.models import ProductPage
from trade.models import EventPage

PER_PAGE = 20
MOST = 1000
MOST_SUGGESTIONS = 8
# What a result's line reads behind the bare page.
BEHIND = {
    ProductPage: ("productpage__entry__producer", "productpage__entry__commune", "productpage__main_image"),
    ProducerPage: ("producerpage__main_image",),
    ArticlePage: ("articlepage__main_image",),
    LegalDocumentPage: ("legaldocumentpage__file",),
    EventPage: ("eventpage__main_image",),
    VideoPage: ("videopage__main_image",),
    StoryPage: ("storypage__main_image",),
    StatisticsPage: ("statisticspage",),
    StandardPage: ("standardpage",),
}
# The long texts, which no line shows.
UNREAD = {
    ProductPage: ("productpage__body", "productpage__entry__producer__body"),
    ProducerPage: ("producerpage__body",),
    ArticlePage: ("articlepage__body",),
    EventPage: ("eventpage__body", "eventpage__results"),
    VideoPage: ("videopage__transcript",),
    StoryPage: ("storypage__stages",),
}

KINDS = {
    "san-pham": (ProductPage, gettext_lazy("Products")),
    "chu-the": (ProducerPage, gettext_lazy("Producers")),
    "tin-tuc": (ArticlePage, gettext_lazy("News")),
    "tra-cuu": (LegalDocumentPage, gettext_lazy("Laws and forms")),
    "su-kien": (EventPage, gettext_lazy("Events")),
    "video": (VideoPage, gettext_lazy("Videos")),
    "chuoi-gia-tri": (StoryPage, gettext_lazy("Stories")),
    "so-lieu": (StatisticsPage, gettext_lazy("Statistics")),
    "trang": (StandardPage, gettext_lazy("Pages")),
}
KIND_OF_ONE = {
    ProductPage: gettext_lazy("Product"),
    ProducerPage: gettext_lazy("Producer"),
    ArticlePage: gettext_lazy("News"),
    LegalDocumentPage: gettext_lazy("Laws and forms"),
    EventPage: gettext_lazy("Event"),
    VideoPage: gettext_lazy("Video"),
    StoryPage: gettext_lazy("Story"),
    StatisticsPage: gettext_lazy("Statistics"),
    StandardPage: gettext_lazy("Page"),
}


@dataclass
class Result:
    """One line of the result list."""

    title: str
    url: str
    kind: str
    excerpt: str
    image: object = None
    entry: object = None
    document: object = None


@dataclass
class Tab:
    """One kind of result with its count."""

    key: str
    label: str
    count: int
    url: str
    is_current: bool


def search_context(request):
    """Return what the search page's template draws."""
    typed = clean_query(request.GET.get("q"))
    kind = request.GET.get("loai") if request.GET.get("loai") in KINDS else ""
    context = {"q": typed, "typed": typed, "kind": kind, "tabs": [], "total": 0, "capped": False}
    if not typed:
        return {**context, "results": Paginator([], PER_PAGE).get_page(1)}
    everything = [model for model, _label in KINDS.values()]
    stars, rest = stars_in_words(typed)
    month, any_month = month_in_words(rest)
    exact = is_exact(request.GET, typed)
    asked = rest if exact else any_month or rest
    hits = search_as_buyers_do(everything, asked or typed, limit=MOST, correct=bool(asked) and not exact)
    ids = with_stars(hits.ids, stars, alone=not rest)
    types = page_types(ids)
    ids = ranked(ids, types, hits.corrected or asked or typed)
    hits = replace(hits, ids=ids, total=max(hits.total, len(ids)))
    shown = [pk for pk in hits.ids if not kind or types.get(pk) is KINDS[kind][0]]
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = results(list(page.object_list), types, request, hits.corrected or asked or typed)
    return {
        **context,
        **correction(hits, request.GET, request.path),
        "results": page,
        "total": hits.total,
        "capped": hits.capped,
        "tabs": tabs(request, hits, types, kind),
        "shortcut": stars_shortcut(stars, rest) or month_shortcut(month, any_month),
        "shortcut_icon": "star" if stars else "calendar",
    }


def page_types(ids):
    """Return {page id: page class}; one query."""
    from django.contrib.contenttypes.models import ContentType

    from ocop.core.search.ids import pk_in_array

    by_type = {
        content_type.pk: model
        for model, content_type in ContentType.objects.get_for_models(
            *(model for model, _label in KINDS.values())
        ).items()
    }
    rows = Page.objects.filter(pk_in_array("pk", ids)).values_list("pk", "content_type_id") if ids else []
    return {pk: by_type[type_id] for pk, type_id in rows if type_id in by_type}


def tabs(request, hits, types, kind):
    """Return "all" and one tab for each kind that has results; with more than MOST results the counts are of the best."""
    by_model = Counter(map(types.get, hits.ids))
    counts = {key: by_model[model] for key, (model, _label) in KINDS.items()}
    found = [Tab("", _("All"), len(hits.ids), address(request.GET, request.path, loai=None), not kind)]
    return found + [
        Tab(key, str(KINDS[key][1]), count, address(request.GET, request.path, loai=key), key == kind)
        for key, count in counts.items()
        if count or key == kind
    ]


def results(ids, types, request, typed):
    """Return `Result`s for page ids in their order: two queries, and two more with library documents among them."""
    kinds = {types[pk] for pk in ids}
    rows = VisiblePageQuerySet(Page).browsable().filter(pk__in=ids)
    rows = rows.select_related(*(name for model in kinds for name in BEHIND[model]))
    pages = {page.pk: page for page in rows.defer(*(name for model in kinds for name in UNREAD.get(model, ())))}
    shown = [(types[pk], getattr(pages[pk], types[pk]._meta.model_name)) for pk in ids if pk in pages]
    complete([page for model, page in shown if model is LegalDocumentPage], typed)
    load_sizes([getattr(page, "main_image", None) for _model, page in shown], SQUARE)
    return [
        Result(
            page.display_title,
            page.get_url(request),
            str(KIND_OF_ONE[model]),
            page.summary_text or (Vietnamese(strip_tags(str(page.body))[:200]) if model is StandardPage else ""),
            getattr(page, "main_image", None),
            getattr(page, "entry", None),
            page if model is LegalDocumentPage else None,
        )
        for model, page in shown
    ]


def suggestion_list(request, typed):
    """Return suggestions while typing as plain dicts, each with the kind in words; [] for a text too short."""
    if len(typed) < 2:
        return []
    words = {
        "product": _("Product"),
        "producer": _("Producer"),
        "article": _("News"),
        "story": _("Story"),
        "event": _("Event"),
        "document": _("Laws and forms"),
        "video": _("Video"),
        "page": _("Page"),
    }
    stars, rest = stars_in_words(typed)
    month, any_month = month_in_words(rest)
    shortcut = stars_shortcut(stars, rest) or month_shortcut(month, any_month)
    ways = [{"title": shortcut.label, "url": shortcut.url, "kind": words["product"]}] if shortcut else []
    ways += place_suggestions(typed)
    pages = suggestions(typed, limit=MOST_SUGGESTIONS - len(ways), request=request)
    if get_language() == "en":
        pages = with_english_names(pages, typed, MOST_SUGGESTIONS - len(ways), request)
    if not (ways or pages) and (meant := did_you_mean(typed)):  # a slip: what the search would show instead
        pages = suggestions(meant, limit=MOST_SUGGESTIONS, request=request)
    return [*ways, *(suggestion_line(item, words) for item in pages)]


def suggestion_line(item, words):
    """Return a `Suggestion` as a plain dict, its kind in words; with the title's language where it is not Vietnamese."""
    line = {"title": item.title, "url": item.url, "kind": words.get(item.kind, "")}
    return line if item.lang == "vi" else {**line, "lang": item.lang}


def with_english_names(found, typed, limit, request):
    """Return at most `limit` suggestions: what was found, by its English name if it has one, and what such a name begins.

    A word inside the English name counts too: "straw" suggests Doi Nang strawberries. Two queries for each of the two
    kinds that have English names.
    """
    named, begun = {}, []
    ids = [item.page_id for item in found]
    is_begun = Q(name_en__istartswith=typed) | Q(name_en__icontains=f" {typed}")
    for model in (ProductPage, ProducerPage):
        pages = model.objects.browsable().exclude(name_en="")
        named |= dict(pages.filter(pk__in=ids).values_list("pk", "name_en"))
        more = pages.filter(is_begun).exclude(pk__in=ids).defer_streamfields().order_by("name_en", "pk")[:limit]
        begun += [
            Suggestion(page.pk, page.name_en, page.get_url(request) or "", model.search_kind, "en") for page in more
        ]
    known = [replace(item, title=named[item.page_id], lang="en") if item.page_id in named else item for item in found]
    return sorted([*begun, *known], key=lambda item: item.lang != "en")[:limit]
