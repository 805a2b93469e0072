"""The demo's articles and plain pages."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from home.demo import tables
from home.models import HomePage, StandardPage
from news.models import ArticleIndexPage, ArticlePage, ArticleTag, Author, Category, RelatedArticle


@dataclass
class Newsroom:
    """The headings and authors by their key."""

    categories: dict
    authors: dict


def load_newsroom(images):
    """Make the headings and authors that are missing; an existing one stays as people made it."""
    table = tables.toml("newsroom")
    categories = {
        row["slug"]: Category.objects.get_or_create(slug=row["slug"], defaults={**row, "sort_order": number})[0]
        for number, row in enumerate(table.get("category", []))
    }
    authors = {
        row["slug"]: Author.objects.get_or_create(
            slug=row["slug"], defaults={**row, "picture": images.get(row.get("picture"))}
        )[0]
        for row in table.get("author", [])
    }
    return Newsroom(categories, authors)


def load_articles(writer):
    """Make the articles that are missing, oldest first; return the pages made now. `writer`: a `BlockWriter`."""
    newsroom = load_newsroom(writer.images)
    made = {}
    for row in sorted([*tables.articles(), *tables.timed_articles()], key=article_day):
        identity = tables.identity("article", row["key"])
        if not ArticlePage.objects.filter(translation_key=identity).exists():
            made[row["key"]] = make_article(row, identity, writer, newsroom)
    for row in tables.articles():
        if row["key"] in made:
            relate(made[row["key"]], row.get("related", []))
    return list(made.values())


def make_article(row, identity, writer, newsroom):
    """Make one article."""
    day = article_day(row)
    published = timezone.make_aware(datetime.datetime.combine(day, datetime.time(8, 30)))
    lead = row.get("pictures", [])[:1]
    is_public = "publish_in_days" not in row and "expired_days_ago" not in row
    page = ArticleIndexPage.objects.get().add_child(
        instance=ArticlePage(
            title=row["title"],
            slug=row["key"],
            translation_key=identity,
            date=day,
            category=newsroom.categories.get(row.get("category")),
            author=newsroom.authors.get(row.get("author")),
            byline=row.get("byline", ""),
            summary=row.get("summary") or row["title"],
            main_image=writer.images.get(lead[0]) if lead else None,
            main_image_caption=row.get("picture_caption", ""),
            body=writer.stream(row.get("blocks", [])),
            correction=row.get("correction", ""),
            corrected_on=tables.ago(row.get("corrected_days_ago")),
            live=is_public,
            first_published_at=None if "publish_in_days" in row else published,
            last_published_at=None if "publish_in_days" in row else published,
        )
    )
    ArticleTag.objects.bulk_create(
        ArticleTag(content_object=page, tag=writer.tags.get(name)) for name in row.get("tags", [])
    )
    if not is_public:
        set_time(page, row)
    return page


def set_time(page, row):
    """Let an article be published in some days, or have ended some days ago."""
    noon = timezone.now().replace(hour=1, minute=0, second=0, microsecond=0)
    if "publish_in_days" in row:
        page.go_live_at = noon + datetime.timedelta(days=row["publish_in_days"])
        page.save_revision(clean=False).publish()
    else:
        page.expire_at = noon - datetime.timedelta(days=row["expired_days_ago"])
        page.expired = True
        page.save(clean=False)


def relate(page, keys):
    """Put the articles with these keys below another, in their order."""
    identities = [tables.identity("article", key) for key in keys]
    found = {other.translation_key: other for other in ArticlePage.objects.filter(translation_key__in=identities)}
    RelatedArticle.objects.bulk_create(
        RelatedArticle(page=page, article=found[identity], sort_order=number)
        for number, identity in enumerate(identities)
        if identity in found
    )


def article_day(row):
    """Return the day an article bears: a fixed one, or so many days before today."""
    if "publish_in_days" in row:
        return tables.ahead(row["publish_in_days"])
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
