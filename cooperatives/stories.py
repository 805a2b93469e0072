"""The stories that tell of a page. They live in an app above, which is reached through its relation to pages."""

from functools import cache

from django.utils import timezone

from ocop.core.prepared import prepared

MOST_STORIES = 3


def story_model(model):
    """Return the class of the stories that tell of pages of class `model`."""
    mention = model._meta.get_field("story_mentions").related_model
    return mention._meta.get_field("story").related_model


def told_in(model, pk, now=None):
    """Return the published stories that tell of the page `pk` of class `model`, the latest first, as a queryset of pages."""
    stories = story_model(model).objects.browsable(now).filter(mentions__participant=pk)
    return stories.order_by("-first_published_at", "pk")


@cache
def rows_told_in(model):
    """Return the prepared query for what `bare_story` needs of the latest stories that tell of a page of this class."""
    return prepared(lambda pk, now: told_in(model, pk, now).values_list("pk", "title", "url_path")[:MOST_STORIES])


def story_links(page):
    """Return up to `MOST_STORIES` stories that tell of `page`, each with title and address; one query."""
    return [bare_story(page, *row) for row in rows_told_in(type(page))(page.pk or 0, timezone.now())]


def bare_story(page, pk, title, url_path):
    """Return an unsaved story that knows its title and its address, and asks the database for nothing."""
    return story_model(type(page))(pk=pk, title=title, url_path=url_path)
