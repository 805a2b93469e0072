"""Articles: the list of them and one page per article."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from news.blocks import ArticleStreamBlock
from ocop.core.models import BasePage
from ocop.core.querysets import VisiblePageQuerySet
from ocop.core.search.fields import folded
from ocop.core.structured_data import news_article
from ocop.images.sizes import ARTICLE, FEATURE, LEAD, SHARING, SQUARE, sizes

PER_PAGE = 12


class ArticleIndexPage(BasePage):
    """The list of articles, newest first."""

    name_en = "News"  # the section under /en/; no field, since what it is does not change
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ArticlePage"]

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=400, help_text=_("One or two sentences under the title.")
    )

    content_panels = BasePage.content_panels + ["introduction"]

    class Meta:
        verbose_name = _("news page")

    def get_context(self, request, *args, **kwargs):
        """Add `articles` (one page of them) and `tag`, the tag asked for by ?tag=slug, or None."""
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.browsable().child_of(self).newest_first().for_cards()
        tag = ArticlePage.tags.through.tag_model().objects.filter(slug=request.GET.get("tag", "")).first()
        if tag:
            articles = articles.filter(tags=tag)
        context["tag"] = tag
        context["articles"] = Paginator(articles, PER_PAGE).get_page(request.GET.get("page"))
        return context


class ArticleQuerySet(VisiblePageQuerySet):
    """Articles as visitors meet them."""

    def newest_first(self):
        """By the day the article bears, the later written first on the same day."""
        return self.order_by("-date", "-pk")

    def with_images(self):
        """All that an article's card draws but its picture's sizes; see `ocop.images.sizes.load_sizes`."""
        return self.select_related("main_image").defer_streamfields()

    def for_cards(self):
        """All that an article's card draws, in two queries."""
        return self.with_images().prefetch_related(sizes("main_image", ARTICLE, FEATURE, SQUARE))


class ArticleTag(TaggedItemBase):
    """A tag on an article."""

    content_object = ParentalKey("news.ArticlePage", related_name="tagged_items", on_delete=models.CASCADE)


class ArticlePage(BasePage):
    """One article."""

    parent_page_types = ["news.ArticleIndexPage"]
    subpage_types = []
    search_kind = "article"

    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("The day the article bears."))
    byline = models.CharField(
        _("byline"), max_length=120, blank=True, help_text=_("Who wrote it, as it shall stand under the title.")
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

    content_panels = BasePage.content_panels + [
        MultiFieldPanel([FieldRowPanel(["date", "byline"]), "summary"], heading=_("Above the text")),
        MultiFieldPanel(["main_image", "main_image_caption"], heading=_("Main picture")),
        "body",
        "tags",
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

    @classmethod
    def for_display(cls, pk):
        return cls.objects.select_related("main_image").prefetch_related(sizes("main_image", LEAD, SHARING)).get(pk=pk)

    def structured_data(self, request):
        """Describe the article as a schema.org NewsArticle."""
        return [news_article(self, request)]

    def get_context(self, request, *args, **kwargs):
        """Add `related`: up to three other articles, those that share a tag first."""
        context = super().get_context(request, *args, **kwargs)
        others = ArticlePage.objects.browsable().exclude(pk=self.pk).newest_first().for_cards()
        tags = list(self.tags.all())
        related = list(others.filter(tags__in=tags).distinct()[:3]) if tags else []
        if len(related) < 3:
            related += list(others.exclude(pk__in=[page.pk for page in related])[: 3 - len(related)])
        context["article_tags"] = tags
        context["related"] = related
        return context
