"""The models of the newsroom; one module per kind of page."""

from news.models.articles import ArticleIndexPage, ArticlePage, ArticleTag, RelatedArticle
from news.models.library import DocumentRelation, LegalDocumentPage, LibraryPage
from news.models.people import Author, Category
from news.models.stories import StoryIndexPage, StoryMention, StoryPage, StoryTag
from news.models.video_files import FilmKind, VideoFile
from news.models.videos import VideoIndexPage, VideoPage, VideoProducer, VideoProduct, VideoTag

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleTag",
    "Author",
    "Category",
    "DocumentRelation",
    "FilmKind",
    "LegalDocumentPage",
    "LibraryPage",
    "RelatedArticle",
    "StoryIndexPage",
    "StoryMention",
    "StoryPage",
    "StoryTag",
    "VideoFile",
    "VideoIndexPage",
    "VideoPage",
    "VideoProducer",
    "VideoProduct",
    "VideoTag",
]
