"""The demo's drafts: articles that nobody published, so that an editor sees what the text check shows."""

from django.utils import timezone

from home.demo import tables
from news.models import ArticleIndexPage, ArticlePage


def load_drafts(writer):
    """Make the drafts that are missing; return the pages made now. `writer`: a `BlockWriter`."""
    parent = ArticleIndexPage.objects.get()
    made = []
    for row in tables.drafts():
        identity = tables.identity("draft", row["key"])
        if not ArticlePage.objects.filter(translation_key=identity).exists():
            made.append(make_draft(parent, row, identity, writer))
    return made


def make_draft(parent, row, identity, writer):
    """Make one draft, with the version that its editor left."""
    page = parent.add_child(
        instance=ArticlePage(
            title=row["title"],
            slug=row["key"],
            translation_key=identity,
            date=tables.ago(row["days_ago"]),
            byline=row["byline"],
            summary=row["summary"],
            body=writer.stream(row["blocks"]),
            live=False,
            has_unpublished_changes=True,
            latest_revision_created_at=timezone.now(),
        )
    )
    page.save_revision(log_action=True)
    return page
