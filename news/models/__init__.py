"""The models of the newsroom; one module per kind of page."""

from news.models.articles import ArticleIndexPage, ArticlePage, ArticleTag
from news.models.library import DocumentRelation, LegalDocumentPage, LibraryPage

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleTag",
    "DocumentRelation",
    "LegalDocumentPage",
    "LibraryPage",
]
