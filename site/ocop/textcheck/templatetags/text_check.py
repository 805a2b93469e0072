"""Template tags that show findings."""

from itertools import groupby

from django import template

from ocop.textcheck import checking
from ocop.textcheck.wording import reason_words

register = template.Library()


@register.inclusion_tag("textcheck/findings.html")
def text_findings(page, user):
    """The findings of a page, grouped by the place they stand in: one query."""
    row = checking.of_page(page)
    found = row.findings if row else []
    return {"places": by_place(found), "count": row.count if row else 0, "may_teach": may_teach(user)}


@register.filter
def by_place(findings):
    """Return findings as [{path, label, findings}], in the page's order."""
    return [
        {"path": path, "label": found[0]["label"], "findings": found}
        for path, found in ((path, list(group)) for path, group in groupby(findings, key=lambda item: item["path"]))
    ]


def may_teach(user):
    """Whether a person may teach words to the check of the whole site."""
    return user.has_perm("textcheck.add_taughtword")


@register.filter
def why(reason):
    """The sentence for a reason's code."""
    return reason_words(reason)
