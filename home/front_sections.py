"""The sections of the front page, in the editors' order or, while nobody ordered them, in ours."""

from dataclasses import dataclass, field

from home.newsroom import ARTICLE, EVENT, STORY, VIDEO

USUAL_ORDER = (
    "products", "communes", "sectors", "banner", "story", "producers", "events", "news", "video", "figures", "lookup",
)  # fmt: skip
TEMPLATES = {"communes": "components/commune_list.html", "sectors": "components/sector_doors.html"}
KINDS = {"news": ARTICLE, "story": STORY, "video": VIDEO, "events": EVENT}


@dataclass
class Section:
    """One section: what it shows, and what editors chose for it (the raw value of its block)."""

    name: str
    value: dict = field(default_factory=dict)

    @property
    def template(self):
        return TEMPLATES.get(self.name, f"components/home_{self.name}.html")


def sections_of(home):
    """Return the front page's `Section`s from top to bottom; no query."""
    placed = [Section(block["type"], block["value"] or {}) for block in home.sections.raw_data]
    return placed or [Section(name) for name in USUAL_ORDER]


def kinds_shown(sections):
    """Return the kinds of newsroom pages that `sections` show."""
    return [KINDS[section.name] for section in sections if section.name in KINDS]


def chosen_pages(sections):
    """Return {kind: page ids} of what editors chose, in their order."""
    chosen = {}
    for section in sections:
        if section.name == "news":
            chosen[ARTICLE] = [int(item["value"]) for item in section.value.get("articles", []) if item.get("value")]
        elif section.name in ("story", "video") and section.value.get(section.name):
            chosen[KINDS[section.name]] = [int(section.value[section.name])]
    return chosen
