"""The models of the newsroom; one module per kind of page."""

from news.models.articles import ArticleIndexPage, ArticlePage, ArticleTag

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleTag",
]
