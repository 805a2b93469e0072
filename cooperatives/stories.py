"""The stories that tell of a page. They live in an app above, which is reached through its relation to pages."""

MOST_STORIES = 3


def told_in(page):
    """Return the published stories that tell of `page`, the latest first, as a queryset of pages."""
    mention = type(page)._meta.get_field("story_mentions").related_model
    story = mention._meta.get_field("story").related_model
    stories = story.objects.browsable().filter(mentions__participant=page.pk or 0)
    return stories.order_by("-first_published_at", "pk")


def story_links(page):
    """Return up to `MOST_STORIES` stories that tell of `page`, each with title and address; one query."""
    return [bare_story(page, *row) for row in told_in(page).values_list("pk", "title", "url_path")[:MOST_STORIES]]


def bare_story(page, pk, title, url_path):
    """Return an unsaved story that knows its title and its address, and asks the database for nothing."""
    return told_in(page).model(pk=pk, title=title, url_path=url_path)
