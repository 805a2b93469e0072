"""The frame of "Gian hàng của tôi": an app brings its tabs, tasks and parts here and never touches the frame.

In an app's `ready()`:

    register_tab(Tab("figures", _("Figures"), "figures:home", icon="chart", order=30))
    register_tasks(price_tasks)
    register_notes(approval_notes)
    register_section(Section("products", "products/stall/section.html", product_section, order=20))
    register_steps(product_steps, order=20)

where `price_tasks(producer)` returns `Task`s, `approval_notes(producer)` `Note`s, `product_section(producer)` what its
template draws and `product_steps(producer)` `Step`s, each out of querysets that start from that producer, in a constant
number of queries.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

TABS = []
TASK_SOURCES = []
NOTE_SOURCES = []
SECTIONS = []
STEP_SOURCES = []


@dataclass(frozen=True)
class Tab:
    """One place of the bar at the bottom of a member's screen.

    `url_name` takes no arguments: whose place it is, the server knows. `count(producer)` gives the number on its badge.
    """

    key: str
    label: str
    url_name: str
    icon: str
    order: int = 50
    count: Callable | None = None


@dataclass(frozen=True)
class Action:
    """A button of a task: a link, or with `post` a form with one button that does it at once.

    What few will want `is_quiet`: a link without a frame.
    """

    label: str
    url: str
    post: dict | None = None
    is_primary: bool = False
    is_quiet: bool = False


@dataclass(frozen=True)
class Task:
    """Something a member should do. `urgency`: the smaller, the higher it stands (0 = somebody waits).

    `words` are another person's, such as an editor's; they stand quoted under `text`.
    """

    title: str
    text: str = ""
    urgency: int = 50
    actions: list[Action] = field(default_factory=list)
    words: str = ""


@dataclass(frozen=True)
class Note:
    """Something a member should know and need not do; whoever has read it puts it away, for itself alone.

    `key` names it among all notes that ever were, such as "approved-12" (at most 60 characters). `day`: when it happened,
    the newest stand first. `words` are another person's.
    """

    key: str
    title: str
    day: datetime.datetime
    text: str = ""
    words: str = ""
    action: Action | None = None


@dataclass(frozen=True)
class Section:
    """A part of a member's home. `context(producer)` gives what `template` draws, under the name `section`.

    Parts that are `aside` stand in the narrow column where there is one.
    """

    key: str
    template: str
    context: Callable
    order: int = 50
    aside: bool = False


@dataclass(frozen=True)
class Step:
    """One thing that a complete stall has: what to do for it, and where; `waits` while an editor has that page."""

    label: str
    url: str
    is_done: bool
    waits: bool = False


@dataclass(frozen=True)
class BoundTab:
    """A `Tab` on the screen being read."""

    tab: Tab
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class BoundSection:
    """A `Section` with what it draws."""

    key: str
    template: str
    section: dict
    aside: bool


def register_tab(tab):
    """Put a `Tab` into the bar; one of the same key takes its place."""
    put(TABS, tab)


def register_section(section):
    """Put a `Section` on the home; one of the same key takes its place."""
    put(SECTIONS, section)


def put(registry, item):
    """Put `item` into a registry by its order, in the place of one with the same key."""
    registry[:] = sorted([*(known for known in registry if known.key != item.key), item], key=lambda known: known.order)


def register_tasks(source):
    """Add `source(producer)`, which returns an iterable of `Task`s, to what a member's home asks."""
    if source not in TASK_SOURCES:
        TASK_SOURCES.append(source)


def register_notes(source):
    """Add `source(producer)`, which returns an iterable of `Note`s, to what a member's home tells."""
    if source not in NOTE_SOURCES:
        NOTE_SOURCES.append(source)


def register_steps(source, order=50):
    """Add `source(producer)`, which returns an iterable of `Step`s, to what makes a stall complete, at its place."""
    kept = [known for known in STEP_SOURCES if known[1] is not source]
    STEP_SOURCES[:] = sorted([*kept, (order, source)], key=lambda known: known[0])


def tasks_of(producer):
    """Return all `Task`s of a producer, the most urgent first."""
    return sorted((task for source in TASK_SOURCES for task in source(producer)), key=lambda task: task.urgency)


def notes_of(producer):
    """Return all `Note`s of a producer, the newest first, whoever has put them away."""
    return sorted(
        (note for source in NOTE_SOURCES for note in source(producer)), key=lambda note: note.day, reverse=True
    )


def sections_of(producer):
    """Return the `BoundSection`s of a producer's home, in order."""
    return [BoundSection(item.key, item.template, item.context(producer), item.aside) for item in SECTIONS]


def steps_of(producer):
    """Return all `Step`s to a complete stall."""
    return [step for _order, source in STEP_SOURCES for step in source(producer)]


def tabs_of(producer, path):
    """Return the bar's `BoundTab`s; the one whose address begins `path` with most letters is the current one."""
    addresses = [reverse(tab.url_name) for tab in TABS]
    longest = max((len(url) for url in addresses if path.startswith(url)), default=0)
    return [
        BoundTab(tab, url, tab.count(producer) if tab.count else 0, path.startswith(url) and len(url) == longest)
        for tab, url in zip(TABS, addresses, strict=True)
    ]
