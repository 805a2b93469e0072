"""The frame of "Gian hàng của tôi": an app brings its tabs and tasks here and never touches the frame.

In an app's `ready()`:

    register_tab(Tab("products", _("Products"), "stall:products", icon="basket", order=20))
    register_tasks(price_tasks)

where `price_tasks(producer)` returns `Task`s out of querysets that start from that producer, in a constant number of
queries.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

TABS = []
TASK_SOURCES = []


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
    """A button of a task: a link, or with `post` a form with one button that does it at once."""

    label: str
    url: str
    post: dict | None = None
    is_primary: bool = False


@dataclass(frozen=True)
class Task:
    """Something a member should do. `urgency`: the smaller, the higher it stands (0 = somebody waits)."""

    title: str
    text: str = ""
    urgency: int = 50
    actions: list[Action] = field(default_factory=list)


def register_tab(tab):
    """Put a `Tab` into the bar; one of the same key takes its place."""
    TABS[:] = sorted([*(known for known in TABS if known.key != tab.key), tab], key=lambda known: known.order)


def register_tasks(source):
    """Add `source(producer)`, which returns an iterable of `Task`s, to what a member's home asks."""
    if source not in TASK_SOURCES:
        TASK_SOURCES.append(source)


def tasks_of(producer):
    """Return all `Task`s of a producer, the most urgent first."""
    return sorted((task for source in TASK_SOURCES for task in source(producer)), key=lambda task: task.urgency)
