"""Articles: the list of them and one page per article."""

import datetime
import math

from django.core.exceptions import ValidationError
from django.db import models
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index
from wagtail.url_routing import RouteResult

from news.blocks import ArticleStreamBlock
from news.models.people import Author, Category
from ocop.core.models import BasePage
from ocop.core.querysets import VisiblePageQuerySet
from ocop.core.search.fields import folded
from ocop.core.structured_data import news_article
from ocop.images.sizes import ARTICLE, FEATURE, LEAD, SHARING, SQUARE, load_sizes, sizes

SYLLABLES_A_MINUTE = 220  # Vietnamese is written in syllables, and read a little faster than English words


class ArticleIndexPage(RoutablePageMixin, BasePage):
    """The list of articles, newest first, with a page per category and author, and feeds."""

    name_en = "News"  # the section under /en/; no field, since what it is does not change
    summary_en = "Seasons, certificates, standards and new addresses around Mai Sơn."
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ArticlePage"]

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=400, help_text=_("One or two sentences under the title.")
    )

    content_panels = BasePage.content_panels + ["introduction"]

    class Meta:
        verbose_name = _("news page")

    @path("")
    def newest(self, request):
        """All articles, such as /tin-tuc/?tag=ca-phe&nam=2026&thang=11&page=2."""
        from news.listing import listing_context

        return self.render(request, context_overrides=listing_context(self, request))

    @path("chuyen-muc/<slug:slug>/", name="category")
    def category(self, request, slug):
        """The articles of one category."""
        from news.listing import listing_context

        category = get_object_or_404(Category, slug=slug)
        return self.render(request, context_overrides=listing_context(self, request, category=category))

    @path("tac-gia/<slug:slug>/", name="author")
    def author(self, request, slug):
        """An author and what they wrote."""
        from news.listing import author_context

        author = get_object_or_404(Author.objects.select_related("picture"), slug=slug)
        context = author_context(self, request, author)
        return self.render(request, template="news/author_page.html", context_overrides=context)

    @re_path(r"^(?P<kind>rss|atom)/$", name="feed")
    @re_path(r"^chuyen-muc/(?P<slug>[-\w]+)/(?P<kind>rss|atom)/$", name="category_feed")
    def feed(self, request, kind, slug=None):
        """The newest articles as RSS (rss/) or Atom (atom/)."""
        from news.feeds import FEEDS

        category = get_object_or_404(Category, slug=slug) if slug else None
        return FEEDS[kind](self, category)(request)

    def address_of(self, request, name, *args):
        """Return the address of one of the pages above, in the reader's language."""
        return self.get_url(request) + self.reverse_subpage(name, args=args)


class ArticleQuerySet(VisiblePageQuerySet):
    """Articles as visitors meet them."""

    def newest_first(self):
        """By the day the article bears, the later written first on the same day."""
        return self.order_by("-date", "-pk")

    def with_images(self):
        """All that an article's card draws but its picture's sizes; see `ocop.images.sizes.load_sizes`."""
        return self.select_related("main_image", "category").defer_streamfields()

    def for_cards(self):
        """All that an article's card draws, in two queries."""
        return self.with_images().prefetch_related(sizes("main_image", ARTICLE, FEATURE, SQUARE))


class ArticleTag(TaggedItemBase):
    """A tag on an article."""

    content_object = ParentalKey("news.ArticlePage", related_name="tagged_items", on_delete=models.CASCADE)


class RelatedArticle(Orderable):
    """An article that editors chose to stand below another."""

    page = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="chosen_related")
    article = models.ForeignKey(
        "news.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("article", "news.ArticlePage")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "article"], name="related_article_once")]


class ArticlePage(BasePage):
    """One article."""

    parent_page_types = ["news.ArticleIndexPage"]
    subpage_types = []
    search_kind = "article"

    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("The day the article bears."))
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        help_text=_("The heading under which it stands in the news."),
    )
    author = models.ForeignKey(
        Author,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        help_text=_("From the list of authors; the name leads to the author's page."),
    )
    byline = models.CharField(
        _("byline"),
        max_length=120,
        blank=True,
        help_text=_("Who wrote it, where the author is not in the list, or wishes to stand there in other words."),
    )
    summary = models.CharField(
        _("summary"),
        max_length=300,
        help_text=_("One or two sentences that stand in lists, and in bold above the text."),
    )
    main_image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands above the text and in lists."),
    )
    main_image_caption = models.CharField(_("caption of the main picture"), max_length=200, blank=True)
    body = StreamField(ArticleStreamBlock(), verbose_name=_("text"), blank=True)
    tags = ClusterTaggableManager(through=ArticleTag, verbose_name=_("tags"), blank=True)
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)
    correction = models.TextField(
        _("correction"),
        blank=True,
        max_length=600,
        help_text=_("What was wrong and what is right. Stands above the text; readers trust a paper that says so."),
    )

    content_panels = BasePage.content_panels + [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("date", required_on_save=False), "category"]),
                FieldRowPanel(["author", "byline"]),
                "summary",
            ],
            heading=_("Above the text"),
        ),
        MultiFieldPanel(["main_image", "main_image_caption"], heading=_("Main picture")),
        "body",
        "tags",
        InlinePanel(
            "chosen_related",
            heading=_("Read on"),
            label=_("article"),
            max_num=3,
            help_text=_("Leave empty: the page then shows articles with the same tags, newest first."),
        ),
        MultiFieldPanel(["corrected_on", "correction"], heading=_("Correction")),
    ]
    search_fields = folded(
        BasePage.search_fields
        + [
            index.SearchField("summary", boost=2),
            index.SearchField("body"),
            index.SearchField("byline"),
            index.FilterField("date"),
        ]
    )

    objects = PageManager.from_queryset(ArticleQuerySet)()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["-date", "-page_ptr"], name="articles_newest_first")]

    @classmethod
    def for_display(cls, pk):
        page = super().for_display(pk)
        load_sizes([page.main_image], LEAD, SHARING)
        return page

    @classmethod
    def rows_for_display(cls):
        return cls.objects.select_related("main_image", "category", "author")

    @cached_property
    def news(self):
        """The page of the news it stands in."""
        above = [page for page in self.breadcrumbs if page.depth == self.depth - 1]
        return (above[0] if above else self.get_parent()).specific_deferred

    def author_url(self, request):
        """The address of its author's page, or "" for one who is not in the list."""
        return self.news.address_of(request, "author", self.author.slug) if self.author else ""

    @property
    def signature(self):
        """Who wrote it, in the words that stand under the title: what editors typed, else the author's name."""
        return self.byline or (self.author.name if self.author else "")

    @property
    def published_at(self):
        """When it was published: the moment itself where it falls on the day the article bears, else that day's start."""
        moment = self.first_published_at
        if moment and timezone.localdate(moment) == self.date:
            return timezone.localtime(moment)
        return timezone.make_aware(datetime.datetime.combine(self.date, datetime.time()))

    @property
    def modified_at(self):
        """When its words last changed: the last publication or the correction, whichever is later."""
        moments = [self.published_at]
        if self.last_published_at:
            moments.append(timezone.localtime(self.last_published_at))
        if self.corrected_on:
            moments.append(timezone.make_aware(datetime.datetime.combine(self.corrected_on, datetime.time())))
        return max(moments)

    @property
    def reading_minutes(self):
        """How many minutes an unhurried reader needs, at least one."""
        texts = [self.summary, *self.body.stream_block.get_searchable_content(self.body)]
        return max(1, math.ceil(sum(len(str(text).split()) for text in texts) / SYLLABLES_A_MINUTE))

    @property
    def is_expired(self):
        """Whether its time is over, even where the timer that takes it away has not run yet."""
        return self.expired or bool(self.expire_at and self.expire_at <= timezone.now())

    def clean(self):
        super().clean()
        if bool(self.correction) != bool(self.corrected_on):
            empty = "corrected_on" if self.correction else "correction"
            raise ValidationError({empty: _("A correction needs both its words and its day.")})
        if self.corrected_on and self.date and self.corrected_on < self.date:
            raise ValidationError({"corrected_on": _("The correction cannot be older than the article itself.")})

    def structured_data(self, request):
        """Describe the article as a schema.org NewsArticle."""
        return [news_article(self, request)]

    def route(self, request, path_components):
        """An article whose time is over still has an address, which says so."""
        if not path_components and self.is_expired:
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request, *args, **kwargs):
        """Answer 410, gone, for an article whose time is over: without its words, with the way to the news."""
        if self.is_expired and not getattr(request, "is_preview", False):
            context = {"news_url": self.news.get_url(request)}
            return render(request, "news/article_gone.html", context, status=410)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        """Add `article_tags`, and `related`: up to three articles, chosen ones first, then those that share a tag."""
        from news.listing import feeds, related_articles

        context = super().get_context(request, *args, **kwargs)
        context["news"] = news = self.news
        context["feeds"] = feeds(news, request, self.category)
        context["author_url"] = self.author_url(request)
        context["category_url"] = news.address_of(request, "category", self.category.slug) if self.category else ""
        context["article_tags"] = tags = list(self.tags.all())
        context["related"] = related_articles(self, tags)
        return context
