"""The models of the newsroom; one module per kind of page."""

from news.models.articles import ArticleIndexPage, ArticlePage, ArticleTag
from news.models.library import DocumentRelation, LegalDocumentPage, LibraryPage
from news.models.stories import StoryIndexPage, StoryMention, StoryPage, StoryTag
from news.models.video_files import FilmKind, VideoFile
from news.models.videos import VideoIndexPage, VideoPage, VideoProducer, VideoProduct, VideoTag

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleTag",
    "DocumentRelation",
    "FilmKind",
    "LegalDocumentPage",
    "LibraryPage",
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
