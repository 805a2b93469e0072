"""Registers the newsroom's parts of the admin; each line brings a module with its own hooks."""

from news import viewsets as newsroom  # noqa: F401
from news.library import admin as library  # noqa: F401
from news.stories import admin as stories  # noqa: F401
from news.videos import admin as videos  # noqa: F401
