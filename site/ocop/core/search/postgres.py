"""PostgreSQL: Wagtail's own backend, asked in Vietnamese."""

from modelsearch.backends.database.postgres import postgres
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from ocop.core.search.fitting import FittingIndexer
from ocop.core.search.query import vi_tree

postgres.ObjectIndexer = FittingIndexer  # its index asks the module for it, and takes none from its backend


class _Vietnamese:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.query = vi_tree(self.query)


class SearchQueryCompiler(_Vietnamese, PostgresSearchQueryCompiler):
    """Whole words, with or without their diacritics."""


class AutocompleteQueryCompiler(_Vietnamese, PostgresAutocompleteQueryCompiler):
    """Beginnings of words, with or without their diacritics."""


class VietnamesePostgresBackend(PostgresSearchBackend):
    """PostgresSearchBackend that finds text without its diacritics; the index holds folded twins.

    The text search configuration is "simple": the server's default drops Vietnamese words such as "do" and "an" as
    English ones.
    """

    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
