"""The newest articles as RSS and Atom, all of them or one category's."""

from django.contrib.syndication.views import Feed
from django.core.cache import cache
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed

from news.models import ArticlePage
from ocop.images.sizes import SHARING, sharing_rendition, sizes

MOST = 20


class RssFeed(Feed):
    """RSS 2.0. Texts are Vietnamese, addresses complete; a picture comes along as enclosure."""

    feed_type = Rss201rev2Feed
    language = "vi"

    def __init__(self, index, category=None):
        self.index, self.category = index, category

    def __call__(self, request, *args, **kwargs):
        self.request = request
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "public, max-age=600"
        return response

    def title(self):
        """The site, the section and the category."""
        names = [self.category.name] if self.category else []
        return " – ".join(["OCOP Mai Sơn", self.index.title, *names])

    def description(self):
        """What the page says about itself."""
        return (self.category and self.category.description) or self.index.summary_text or self.index.introduction

    subtitle = description

    def link(self):
        """The page that a reader opens."""
        if self.category:
            return self.index.address_of(self.request, "category", self.category.slug)
        return self.index.get_url(self.request)

    def items(self):
        """The newest articles, with all that an entry writes, in two queries."""
        articles = ArticlePage.objects.browsable().child_of(self.index).newest_first().with_images()
        if self.category:
            articles = articles.filter(category=self.category)
        return articles.select_related("author").prefetch_related(sizes("main_image", SHARING))[:MOST]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_link(self, item):
        return item.get_url(self.request)

    def item_guid(self, item):
        """A name that stays when the article's address changes."""
        return f"urn:uuid:{item.translation_key}"

    item_guid_is_permalink = False

    def item_author_name(self, item):
        return item.signature or None

    def item_categories(self, item):
        return [item.category.name] if item.category else []

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.modified_at

    def item_enclosures(self, item):
        """The picture in the size of the social card."""
        if not item.main_image:
            return []
        picture = sharing_rendition(item.main_image)
        return [Enclosure(self.request.build_absolute_uri(picture.url), str(weight(picture)), "image/jpeg")]


class AtomFeed(RssFeed):
    """Atom 1.0 with the same entries."""

    feed_type = Atom1Feed


FEEDS = {"rss": RssFeed, "atom": AtomFeed}


def weight(picture):
    """Return the bytes of a rendition's file, which never change: a store far away is asked once a month."""
    return cache.get_or_set(f"rendition-bytes:{picture.pk}", lambda: picture.file.size, 30 * 86400)
