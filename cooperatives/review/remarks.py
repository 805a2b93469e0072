"""Remarks that stand in a page's form beside the words they are about: Wagtail's comments."""

from django.db.models import Count
from django.utils.translation import ngettext
from wagtail.models import Comment


def open_remarks(readers):
    """Return rows of `page` (its id) and `number`: the remarks nobody has done with, but those that `readers` wrote."""
    others = Comment.objects.filter(resolved_at=None).exclude(user__in=readers)
    return others.order_by("page").values("page").annotate(number=Count("pk"))


def remarks_words(number):
    """Return what is said of so many remarks; "" of none."""
    words = ngettext(
        "%(number)s remark stands in the page, beside what it is about.",
        "%(number)s remarks stand in the page, each beside what it is about.",
        number,
    )
    return words % {"number": number} if number else ""
