"""What the front page shows of the newsroom: chosen pages that are still public, else the latest; two queries in all."""

from dataclasses import dataclass, field

from django.db.models import Value
from django.utils import timezone
from wagtail.models import Page

from news.models import ArticlePage, StoryPage, VideoPage
from ocop.core.prepared import prepared
from ocop.core.querysets import VisiblePageQuerySet
from trade.models import EventPage

ARTICLE, STORY, VIDEO, EVENT = range(4)
MOST = {ARTICLE: 3, STORY: 1, VIDEO: 1, EVENT: 3}
# What the cards read behind the bare page. The texts are long, and no card shows them.
BEHIND = (
    "articlepage__main_image",
    "storypage__main_image",
    "storypage__commune",
    "videopage__main_image",
    "eventpage__main_image",
    "eventpage__commune",
)
UNREAD = ("articlepage__body", "storypage__stages", "videopage__transcript", "eventpage__body", "eventpage__results")
NAMES = {ARTICLE: "articlepage", STORY: "storypage", VIDEO: "videopage", EVENT: "eventpage"}


@dataclass
class Newsroom:
    """Articles, a story, a video and the next events, as cards draw them."""

    articles: list = field(default_factory=list)
    story: StoryPage | None = None
    video: VideoPage | None = None
    events: list = field(default_factory=list)

    @property
    def pages(self):
        """All of them."""
        return [*self.articles, *filter(None, [self.story, self.video]), *self.events]


def newsroom(chosen, kinds):
    """Return the `Newsroom` of a front page.

    `chosen`: {kind: page ids in the editors' order}; `kinds`: those of ARTICLE, STORY, VIDEO, EVENT that the page shows.
    """
    if not kinds:
        return Newsroom()
    candidates = {kind: [*chosen.get(kind, []), *latest] for kind, latest in automatic(kinds).items()}
    found = pages_of(candidates)
    shown = {
        kind: [found[pk] for pk in dict.fromkeys(ids) if pk in found][: MOST[kind]] for kind, ids in candidates.items()
    }
    return Newsroom(
        shown.get(ARTICLE, []),
        next(iter(shown.get(STORY, [])), None),
        next(iter(shown.get(VIDEO, [])), None),
        shown.get(EVENT, []),
    )


def automatic(kinds):
    """Return {kind: ids} of what stands there when nobody chose: the latest, and the next events; one query."""
    ids = {kind: [] for kind in kinds}
    for kind, pk in latest(timezone.now(), timezone.localdate()):
        if kind in ids:
            ids[kind].append(pk)
    return ids


@prepared
def latest(now, today):
    """The latest of each kind, and the next events, as (kind, id)."""
    sources = {
        ARTICLE: ArticlePage.objects.browsable(now).newest_first(),
        STORY: StoryPage.objects.browsable(now).newest_first(),
        VIDEO: VideoPage.objects.browsable(now).newest_first(),
        EVENT: EventPage.objects.coming(today, now),
    }
    return [
        pages.annotate(_kind=Value(kind)).values_list("_kind", "pk")[: MOST[kind]] for kind, pages in sources.items()
    ]


def pages_of(candidates):
    """Return {page id: the page as what it is} for those of `candidates` ({kind: ids}) that are public; one query."""
    kind_of = {pk: kind for kind, ids in candidates.items() for pk in ids}
    rows = these_pages(timezone.now(), *kind_of) if kind_of else []
    found = {row.pk: getattr(row, NAMES[kind_of[row.pk]], None) for row in rows}
    return {pk: page for pk, page in found.items() if page}


@prepared
def these_pages(now, *ids):
    """The pages with these ids that are public at `now`, each beside what it is: article, story, video or event."""
    return VisiblePageQuerySet(Page).browsable(now).filter(pk__in=ids).select_related(*BEHIND).defer(*UNREAD)
