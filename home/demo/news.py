"""The demo's articles and plain pages."""

import datetime

from django.utils import timezone

from home.demo import tables
from home.models import HomePage, StandardPage
from news.models import ArticleIndexPage, ArticlePage, ArticleTag


def load_articles(writer):
    """Make the articles that are missing, oldest first; return the pages made now. `writer`: a `BlockWriter`."""
    parent = ArticleIndexPage.objects.get()
    made = []
    for row in sorted(tables.articles(), key=article_day):
        identity = tables.identity("article", row["key"])
        if not ArticlePage.objects.filter(translation_key=identity).exists():
            made.append(make_article(parent, row, identity, writer))
    return made


def make_article(parent, row, identity, writer):
    """Make one article."""
    day = article_day(row)
    published = timezone.make_aware(datetime.datetime.combine(day, datetime.time(8, 30)))
    lead = row.get("pictures", [])[:1]
    page = parent.add_child(
        instance=ArticlePage(
            title=row["title"],
            slug=row["key"],
            translation_key=identity,
            date=day,
            byline=row.get("byline", ""),
            summary=row.get("summary") or row["title"],
            main_image=writer.images.get(lead[0]) if lead else None,
            main_image_caption=row.get("picture_caption", ""),
            body=writer.stream(row.get("blocks", [])),
            first_published_at=published,
            last_published_at=published,
        )
    )
    ArticleTag.objects.bulk_create(
        ArticleTag(content_object=page, tag=writer.tags.get(name)) for name in row.get("tags", [])
    )
    return page


def article_day(row):
    """Return the day an article bears: a fixed one, or so many days before today."""
    return datetime.date.fromisoformat(row["date"]) if "date" in row else tables.ago(row.get("days_ago", 0))


def load_plain_pages(writer):
    """Make the plain pages that are missing; return the pages made now."""
    home = HomePage.objects.get()
    made = []
    for row in tables.plain_pages():
        identity = tables.identity("page", row["key"])
        if StandardPage.objects.filter(translation_key=identity).exists():
            continue
        now = timezone.now()
        made.append(
            home.add_child(
                instance=StandardPage(
                    title=row["title"],
                    slug=row["key"],
                    translation_key=identity,
                    summary=row.get("summary", ""),
                    body=writer.stream(row.get("blocks", [])),
                    first_published_at=now,
                    last_published_at=now,
                )
            )
        )
    return made
