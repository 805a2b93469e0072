"""SQLite: Wagtail's own backend, asked in Vietnamese, without its sub-query for every hit."""

import json

from django.db.models import BigIntegerField, F, FloatField, Func, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks

from ocop.core.search.query import vi_tree

# Editors look at the first pages of a list; beyond these, hits follow by id. Looking up a rank costs as much for each
# hit as there are ranks.
RANKED = 200


class _Vietnamese:
    """Finds the hits once, uncorrelated, and ranks the best; the stock compiler ranks by one sub-query for each hit."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.query = vi_tree(self.query)

    def search(self, config, start, stop, score_field=None):
        query = normalize(self.query)
        if self.fields or isinstance(query, (MatchAll, Not)):
            return super().search(config, start, stop, score_field)

        expression = MatchExpression(self.FTS_TABLE_FIELDS, self.build_search_query(query, config=config))
        compiler = SQLiteFTSIndexEntry.objects.all().query.get_compiler(self.queryset.db)
        where, params = compiler.compile(expression)
        fts, entry = SQLiteFTSIndexEntry._meta.db_table, IndexEntry._meta.db_table
        types = ", ".join(str(int(pk)) for pk in get_descendants_content_types_pks(self.queryset.model))
        # CROSS JOIN pins the order of the loops: the full text first.
        hits = (
            f"FROM {fts} CROSS JOIN {entry} e ON e.id = {fts}.rowid WHERE {where} AND +e.content_type_id IN ({types})"
        )
        queryset = self.queryset.filter(
            pk__in=RawSQL(f"SELECT CAST(e.object_id AS INTEGER) {hits}", params, output_field=BigIntegerField())
        )
        ranked = self.order_by_relevance or score_field is not None
        if ranked:
            score_field = score_field or "_score"
            queryset = queryset.annotate(**{score_field: self._score(compiler.connection, hits, params)})
        if self.order_by_relevance:
            queryset = queryset.order_by(score_field, "-pk")
        elif not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return queryset[start:stop]

    def _score(self, connection, hits, params):
        # Weights in the order of the columns: autocomplete, body, title.
        statement = (
            f"SELECT e.object_id, bm25({SQLiteFTSIndexEntry._meta.db_table}, 1.0, 1.0, 4.0) AS score {hits}"
            f" ORDER BY score, e.id DESC LIMIT {RANKED}"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            scores = json.dumps(dict(cursor.fetchall()))
        found = Func(
            Value(scores),
            Func(Value('$."%s"'), Cast(F("pk"), BigIntegerField()), function="printf"),
            function="json_extract",
            output_field=FloatField(),
        )
        return Coalesce(found, Value(0.0))  # bm25 is negative, the better the lower


class SearchQueryCompiler(_Vietnamese, SQLiteSearchQueryCompiler):
    """Whole words, with or without their diacritics."""


class AutocompleteQueryCompiler(_Vietnamese, SQLiteAutocompleteQueryCompiler):
    """Beginnings of words, with or without their diacritics."""


class VietnameseSQLiteBackend(SQLiteSearchBackend):
    """SQLiteSearchBackend that finds text without its diacritics; the index holds folded twins."""

    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
