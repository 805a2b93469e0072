"""Facets over GET: what a list can be narrowed by, what is chosen, and the addresses that change the choice."""

from dataclasses import dataclass, field

from ocop.core.forms import clean_query
from ocop.core.languages import Vietnamese


@dataclass
class Option:
    """One value of a facet as the visitor sees it."""

    value: str
    label: str
    count: int = 0
    is_selected: bool = False
    hint: str = ""
    stars: int | None = None
    alone: str = ""  # the words where the facet's heading is not above it, if they are others

    @property
    def chip(self):
        """The words of its chip."""
        return self.alone or self.label


@dataclass
class Facet:
    """One group of options under a heading; `param` is its name in the address."""

    param: str
    label: str
    options: list[Option] = field(default_factory=list)
    is_open: bool = True

    @property
    def leads_on(self):
        """Whether one of the options gives something or is chosen; without, there is nothing to show."""
        return any(option.count or option.is_selected for option in self.options)

    @property
    def selected(self):
        """The chosen options."""
        return [option for option in self.options if option.is_selected]


@dataclass
class Link:
    """A label with an address, and how many results it leads to where that is known."""

    label: str
    url: str
    count: int | None = None


def chosen(get, param, most=20):
    """Return the distinct, non-empty values of `param` in a QueryDict, in order, at most `most`; each ≤ 80 characters."""
    values = [value.strip()[:80] for value in get.getlist(param)]
    return list(dict.fromkeys(value for value in values if value))[:most]


def address(get, path, *, drop=(), keep=(), **changes):
    """Return `path` with the query of `get`, changed.

    `drop`: (param, value) pairs to leave out; `keep`: the only params to keep (all by default); `changes`: params to set
    (None removes). `page` always goes, since another choice starts at the first page.
    """
    query = get.copy()
    query.pop("page", None)
    for param in list(query):
        values = [value for value in query.getlist(param) if value and (param, value) not in drop]
        if values and (not keep or param in keep):
            query.setlist(param, values)
        else:
            query.pop(param)
    for param, value in changes.items():
        if value is None:
            query.pop(param, None)
        else:
            query[param] = value
    text = query.urlencode()
    return f"{path}?{text}" if text else path


def correction(hits, get, path):
    """Return what a listing says when it put a slip right: `corrected`, `as_typed`, and `exact_url` to what was typed.

    `hits`: the `Hits` of the search, or None without one. All three are empty when nothing was put right.
    """
    if hits is None or not hits.corrected:
        return {"corrected": "", "as_typed": 0, "exact_url": ""}
    exact_url = address(get, path, exact=clean_query(get.get("q")))
    is_part = hits.corrected.lower() in clean_query(get.get("q")).lower()
    corrected = hits.corrected if is_part else Vietnamese(hits.corrected)
    return {"corrected": corrected, "as_typed": hits.as_typed, "exact_url": exact_url}
