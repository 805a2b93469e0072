"""Finding pages: ids of live, public pages, best first, and all ids that match.

A page matches when its title and texts hold all the words, with or without their diacritics; of several words the last
may be the beginning of a word in the title ("dau ta" finds Dâu tây). One word is completed only when it is found
nowhere as a whole: syllables are short, and "na" must not bring every "nấm".

The order is the same on both databases: pages with the diacritics that were typed first; within these, titles that hold
all words, then titles that hold more of them than others, and words in a row before words scattered; then shorter titles,
then newer pages.
"""

import json
from dataclasses import dataclass, field, replace

from django.core.exceptions import EmptyResultSet
from django.db import connections, router

from ocop.core.search.query import match, parse, tsquery
from ocop.core.text import fold, words

TITLE, ANYWHERE = "title", "anywhere"

MAX_READ = 250  # pages whose texts PostgreSQL reads to see whether the words stand in a row


@dataclass(frozen=True)
class Hits:
    """What a search found: ids best first (at most `limit`), how many there are, and what was really searched for."""

    ids: list[int] = field(default_factory=list)
    total: int = 0
    capped: bool = False  # there are more than `ids` holds; the rest has no rank
    query: str = ""  # pass this one on to `matching_ids`
    corrected: str | None = None  # set when this was searched for instead of what was typed
    as_typed: int = 0  # then: how many pages hold what was typed
    in_title: bool = False  # the best of them holds it in its title
    is_begun: bool = False  # then: only as the beginning of a word


@dataclass(frozen=True)
class _Condition:
    """All words of one of the readings, in the title or anywhere; the same test on either database."""

    readings: tuple[tuple[str, ...], ...]
    where: str = ANYWHERE
    prefix: bool = False


@dataclass(frozen=True)
class _Row:
    pk: int
    tier: int
    title: str
    content_type_id: int


def search_ids(model_or_models, q, *, limit=1000, queryset=None, exclude=(), correct=True):
    """Returns the Hits of a text among live, public pages of one or several page models.

    `queryset` narrows the search to its pages (facets, a certificate in force), `exclude` leaves out ids. One query; a
    second for the total when there are more than `limit`.

    When nothing is found, or nothing in a title and one of the words is in no title at all, the nearest title words are
    searched for instead and `Hits.corrected` names them: "ca phr" finds Cà phê. That costs two or three more queries.
    `correct=False` searches for what was typed, whatever comes of it.
    """
    hits, doubtful = _search(model_or_models, q, limit, queryset, exclude)
    if not correct or not hits.query or (hits.total and not doubtful):
        return hits
    from ocop.core.search.suggest import did_you_mean

    better = did_you_mean(q, sure=bool(hits.total))
    if better is None:
        return hits
    found, _doubtful = _search(model_or_models, better, limit, queryset, exclude)
    return replace(found, corrected=better, as_typed=hits.total) if found.total else hits


def matching_ids(model_or_models, q, *, queryset=None, exclude=()):
    """Returns the ids of all live, public pages that match a text, in no order: what facets count.

    Nothing is corrected: give it `Hits.query`.
    """
    parsed = parse(q)
    if parsed is None:
        return []
    scope = _scope(model_or_models, queryset, exclude)
    if scope is None:
        return []
    ids = []
    for conditions in _match_sets(parsed):
        ids = scope.ids(conditions)
        if ids:
            break
    return ids


def find_titles(content_type_ids, parsed, limit):
    """Returns at most `limit` rows of live, public pages whose titles hold the words, the last one begun; best first."""
    scope = scope_for(content_type_ids)
    tiers = []
    for base, readings in _readings(parsed):
        tiers.append((base + _IN_TITLE, _Condition(readings, TITLE)))
        tiers.append((base + _TITLE_BEGINNING, _Condition(readings, TITLE, prefix=True)))
    return sorted(scope.rows(tiers, limit), key=_order(parsed))


def _search(models, q, limit, queryset, exclude):
    """Returns the Hits, and whether they are doubtful: in no title, and scattered or right but for the marks."""
    parsed = parse(q)
    if parsed is None:
        return Hits(), False
    typed = " ".join(parsed.typed)
    scope = _scope(models, queryset, exclude)
    if scope is None:
        return Hits(query=typed), False
    for tiers, conditions in zip(_tier_lists(parsed), _match_sets(parsed), strict=True):
        rows = scope.rows(tiers, limit + 1)
        if rows:
            total = len(rows) if len(rows) <= limit else scope.count(conditions)
            best = min(row.tier for row in rows)
            # Two words without marks stand in a row by chance ("co noi" in "có nơi"); three or more were meant.
            by_chance = best == _LOOSE + _IN_A_ROW and len(parsed.bare) < 3
            doubtful = len(parsed.bare) > 1 and (best % 10 == _SCATTERED or by_chance)
            ids = [row.pk for row in sorted(rows, key=_order(parsed))][:limit]
            in_title = best % 10 in (_IN_TITLE, _TITLE_BEGINNING)
            is_begun = best % 10 == _TITLE_BEGINNING
            return Hits(ids, total, total > len(ids), typed, in_title=in_title, is_begun=is_begun), doubtful
    return Hits(query=typed), False


# Tiers: the tens say exact or loose, the ones say where.
_EXACT, _LOOSE = 0, 10
_IN_TITLE, _TITLE_BEGINNING, _IN_A_ROW, _SCATTERED = range(4)


def _readings(parsed):
    exact = [(_EXACT, parsed.exact)] if parsed.has_marks else []
    return [*exact, (_LOOSE, parsed.loose)]


def _tier_lists(parsed):
    """Returns lists of (tier, condition), to be tried one list after the other until one finds something.

    The tier in-a-row stands for itself and the scattered one after it.
    """
    several = len(parsed.bare) > 1
    first, last = [], []
    for base, readings in _readings(parsed):
        first.append((base + _IN_TITLE, _Condition(readings, TITLE)))
        (first if several else last).append((base + _TITLE_BEGINNING, _Condition(readings, TITLE, prefix=True)))
        first.append((base + (_IN_A_ROW if several else _SCATTERED), _Condition(readings)))
    return [first] if several else [first, last]


def _match_sets(parsed):
    """Returns, for each list of `_tier_lists`, the conditions of which a page must meet one."""
    beginning = _Condition(parsed.loose, TITLE, prefix=True)
    everywhere = _Condition(parsed.loose)
    return [[everywhere, beginning]] if len(parsed.bare) > 1 else [[everywhere], [beginning]]


def _order(parsed):
    wanted = [fold(" ".join(reading)) for reading in parsed.loose]

    def key(row):
        title, marks, where = words(fold(row.title)), row.tier // 10, row.tier % 10
        if where > _TITLE_BEGINNING:
            # "dau tay co noi" means the strawberries of Cò Nòi, not the page whose text has these words in a row.
            named = max(sum(word in title for word in text.split()) for text in wanted)
            return marks, 1, -named, where, 0, -row.pk
        return marks, 0, where, min(_place(" ".join(title), text) for text in wanted), len(title), -row.pk

    return key


def _place(title, text):
    if title == text:
        return 0
    if title.startswith(text):
        return 1
    return 2 if text in title else 3


# --- SQL -------------------------------------------------------------------------------------------------------------


def _scope(models, queryset, exclude):
    """Returns the pages to search in, or None when there can be none."""
    from django.contrib.contenttypes.models import ContentType
    from modelsearch.utils import get_descendant_models

    models = models if isinstance(models, (list, tuple, set, frozenset)) else [models]
    concrete = {found for model in models for found in get_descendant_models(model) if not found._meta.abstract}
    if not concrete:
        return None
    types = sorted(found.pk for found in ContentType.objects.get_for_models(*concrete).values())
    return scope_for(types, queryset, exclude)


def scope_for(content_type_ids, queryset=None, exclude=()):
    """Returns the scope of live, public pages of some content types; None when `queryset` is known to be empty."""
    from wagtail.models import Page

    connection = connections[router.db_for_read(Page)]
    within = None
    if queryset is not None:
        try:
            within = queryset.order_by().values("pk").query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return None
    kind = _PostgresScope if connection.vendor == "postgresql" else _SQLiteScope
    return kind(connection, list(content_type_ids), within, [int(pk) for pk in exclude])


class _Scope:
    """Live, public pages of some types, with the statements that search among them."""

    def __init__(self, connection, types, within, exclude):
        from wagtail.models import Page, PageViewRestriction
        from wagtail.search.models import IndexEntry

        self.connection, self.types, self.within, self.exclude = connection, types, within, exclude
        self.page, self.restriction = Page._meta.db_table, PageViewRestriction._meta.db_table
        self.entry = IndexEntry._meta.db_table

    def rows(self, tiers, limit):
        """Returns at most `limit` rows, better tiers first. A tier that the limit does not reach is never run."""
        parts, arms, params = [], [], []
        for tier, condition in tiers:
            for sql, values in self.tier(tier, condition, limit):
                for earlier in range(len(parts)):
                    sql = sql.replace("/*earlier*/", f"AND p.id NOT IN (SELECT pk FROM t{earlier}) /*earlier*/")
                arms.append(f"SELECT tier, pk, title, type FROM t{len(parts)}")
                parts.append(f"t{len(parts)} AS MATERIALIZED ({sql})")
                params += values
        before, values = self.before()
        statement = f"WITH {before}, {', '.join(parts)} {' UNION ALL '.join(arms)} LIMIT {limit:d}"
        return [_Row(pk, tier, title, kind) for tier, pk, title, kind in self.fetch(statement, [*values, *params])]

    def count(self, conditions):
        """Returns how many pages meet one of the conditions."""
        sql, params = self.matching("count(*)", conditions)
        return self.fetch(sql, params)[0][0]

    def ids(self, conditions):
        """Returns the ids of the pages that meet one of the conditions."""
        sql, params = self.matching(self.gathered, conditions)
        return self.ungathered(self.fetch(sql, params)[0][0])

    def matching(self, columns, conditions):
        # The few hidden pages are looked up once; looking at each page that was found costs more than finding it.
        before, values = self.before()
        found, params = self.found(columns, conditions)
        narrow, more = self.narrow(self.page_id)
        sql = (
            f"WITH {before}, hidden AS MATERIALIZED (SELECT p.id FROM {self.page} p WHERE NOT p.live UNION ALL"
            f" SELECT p.id FROM private JOIN {self.page} p ON substr(p.path, 1, length(private.path)) = private.path)"
            f" {found} AND {self.page_id} NOT IN (SELECT id FROM hidden){narrow}"
        )
        return sql, [*values, *params, *more]

    def fetch(self, sql, params):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def before(self):
        """Returns the common tables that the conditions look at: private branches, and the caller's queryset."""
        sql = (
            f"private AS MATERIALIZED (SELECT top.path AS path FROM {self.restriction} r"
            f" JOIN {self.page} top ON top.id = r.page_id)"
        )
        if self.within is None:
            return sql, ()
        return f"{sql}, within (pk) AS MATERIALIZED ({self.within[0]})", self.within[1]

    def select(self, columns, conditions, phrase=False):
        """Returns the statement that finds visible pages `p` of entries `e`, best used with a limit."""
        found, params = self.found(
            columns, conditions, join=f"JOIN {self.page} p ON p.id = {self.page_id}", phrase=phrase
        )
        narrow, values = self.narrow("p.id")
        sql = (
            f"{found} AND p.live"
            f" AND NOT EXISTS (SELECT 1 FROM private WHERE substr(p.path, 1, length(private.path)) = private.path){narrow}"
        )
        return sql, [*params, *values]

    def narrow(self, page_id):
        """Returns what the caller's queryset and excluded ids add to the conditions."""
        sql, params = "", []
        if self.within is not None:
            sql += f" AND {page_id} IN (SELECT pk FROM within)"
        if self.exclude:
            sql += f" AND NOT {page_id} {self.one_of}"
            params.append(self.array(self.exclude))
        return sql, params


class _PostgresScope(_Scope):
    page_id = "e.page"
    gathered = "array_agg(e.page)"  # one value: thousands of rows take longer to hand over than to find
    one_of = "IN (SELECT unnest(%s::bigint[]))"
    array = staticmethod(list)

    @staticmethod
    def ungathered(value):
        return value or []

    def found(self, columns, conditions, join="", phrase=False):
        texts = {condition.where: tsquery(condition.readings, prefix=condition.prefix) for condition in conditions}
        sql = f"SELECT {columns} FROM core_search_entries(%s::int[], %s, %s) e {join} WHERE e.page IS NOT NULL"
        return sql, [self.types, texts.get(ANYWHERE), texts.get(TITLE)]

    def tier(self, tier, condition, limit):
        columns = "p.id AS pk, p.title AS title, p.content_type_id AS type, e.entry"
        sql, params = self.select(columns, [condition])
        sql = f"{sql} /*earlier*/ LIMIT {limit:d}"
        if tier % 10 != _IN_A_ROW:
            return [(f"SELECT {tier:d} AS tier, pk, title, type FROM ({sql}) hit", params)]
        # The index holds no positions, so the texts have to be read: those of MAX_READ pages, no more.
        sql = f"""
            SELECT CASE
                WHEN place <= {MAX_READ:d} AND (
                    SELECT e.body @@ to_tsquery('simple', %s) FROM {self.entry} e WHERE e.id = hit.entry
                ) THEN {tier:d} ELSE {tier + 1:d} END AS tier, pk, title, type
            FROM (SELECT found.*, row_number() OVER () AS place FROM ({sql}) found) hit
        """
        return [(sql, [tsquery(condition.readings, phrase=True), *params])]


class _SQLiteScope(_Scope):
    page_id = "CAST(e.object_id AS INTEGER)"
    gathered = "json_group_array(CAST(e.object_id AS INTEGER))"
    one_of = "IN (SELECT value FROM json_each(%s))"
    array = staticmethod(json.dumps)
    ungathered = staticmethod(json.loads)

    def found(self, columns, conditions, join="", phrase=False):
        text = " OR ".join(
            match(
                condition.readings,
                ["title"] if condition.where == TITLE else ["title", "body"],
                phrase=phrase,
                prefix=condition.prefix,
            )
            for condition in conditions
        )
        fts = f"{self.entry}_fts"
        types = ", ".join(str(int(pk)) for pk in self.types)
        # CROSS JOIN pins the order of the loops: full text, entry, page.
        sql = (
            f"SELECT {columns} FROM {fts} CROSS JOIN {self.entry} e ON e.id = {fts}.rowid"
            f" {join and 'CROSS ' + join} WHERE {fts} MATCH %s AND +e.content_type_id IN ({types})"
        )
        return sql, [text]

    def tier(self, tier, condition, limit):
        statements = []
        for number, phrase in [(tier, True), (tier + 1, False)] if tier % 10 == _IN_A_ROW else [(tier, False)]:
            columns = f"{number:d} AS tier, p.id AS pk, p.title AS title, p.content_type_id AS type"
            sql, params = self.select(columns, [condition], phrase)
            statements.append((f"{sql} /*earlier*/ LIMIT {limit:d}", params))
        return statements
