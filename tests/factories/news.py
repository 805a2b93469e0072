"""Articles."""

import datetime

import factory
import wagtail_factories

from news.models import ArticleIndexPage, ArticlePage, Author, Category
from tests.factories.site import site_tree


class ArticleIndexPageFactory(wagtail_factories.PageFactory):
    """The news page."""

    class Meta:
        model = ArticleIndexPage

    title = "Tin tức"
    slug = "tin-tuc"
    parent = factory.LazyFunction(lambda: site_tree().home)


class CategoryFactory(factory.django.DjangoModelFactory):
    """A heading of the news."""

    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Chuyên mục {n}")


class AuthorFactory(factory.django.DjangoModelFactory):
    """Somebody who signs articles."""

    class Meta:
        model = Author

    name = factory.Sequence(lambda n: f"Lò Thị Hoa {n}")


class ArticlePageFactory(wagtail_factories.PageFactory):
    """One article."""

    class Meta:
        model = ArticlePage

    title = factory.Sequence(lambda n: f"Vườn na vào vụ {n}")
    summary = "Nương na trên đá bắt đầu thu từ tháng 8."
    byline = "Ban biên tập"
    date = datetime.date(2026, 8, 3)
    parent = factory.LazyFunction(lambda: ArticleIndexPage.objects.first() or ArticleIndexPageFactory())
