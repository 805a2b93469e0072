"""How many products each value of each facet has: one query, and one pass for all facets that count the same products.

A facet counts what is left under all other filters. Facets without a choice share what is left under all of them.
"""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, When

STARS_TODAY = "stars_now"


@dataclass(frozen=True)
class Through:
    """Values that lie in a table of their own: many for one entry, and none for anything else."""

    model: type
    entry: str
    value: str


def counted(facets, today):
    """Return {number: {value as text: how many}} of `facets`: (number, Column or Through, entries) each; one query.

    `number` is the facet's own; a column is one of the entry's numbers, or STARS_TODAY. Entries that are the same object
    are read once.
    """
    shared = {}
    for number, values, entries in facets:
        shared.setdefault(id(entries), (entries, []))[1].append((number, values))
    named, parts, parameters = [], [], []
    for place, (entries, counts) in enumerate(shared.values()):
        columns = [(number, values) for number, values in counts if isinstance(values, str)]
        tables = [(number, values) for number, values in counts if isinstance(values, Through)]
        try:
            sql, more = rows_of(entries, [column for _number, column in columns], today)
        except EmptyResultSet:  # nothing can be left
            continue
        name = f"found_{place}"
        named.append(f"{name} AS ({sql})")
        parameters += more
        parts += by_columns(name, columns) if columns else []
        # All entries together are counted in the other table alone, which takes half the time of joining them.
        among = name if entries.query.has_filters() else None
        parts += [by_table(among, number, values) for number, values in tables]
    return ask(f"WITH {', '.join(named)} {' UNION ALL '.join(parts)}", parameters) if parts else {}


def rows_of(entries, columns, today):
    """Return the SQL of the ids and `columns` of a queryset of entries, and its parameters."""
    if STARS_TODAY in columns:
        entries = entries.annotate(**{STARS_TODAY: Case(When(stars_until__gte=today, then=F("stars")))})
    return entries.order_by().values_list("product_id", *columns).query.sql_with_params()


def by_columns(name, columns):
    """Return the SELECTs that count the rows of `name` by each of `columns`, as (number, column), apart."""
    if connection.vendor != "postgresql":
        return [f"SELECT {number}, {column}, COUNT(*) FROM {name} GROUP BY {column}" for number, column in columns]  # noqa: S608
    which = " ".join(f"WHEN GROUPING({column}) THEN {number}" for number, column in columns)
    value = ", ".join(column for _number, column in columns)
    sets = ", ".join(f"({column})" for _number, column in columns)
    return [f"SELECT CASE 0 {which} END, COALESCE({value}), COUNT(*) FROM {name} GROUP BY GROUPING SETS ({sets})"]  # noqa: S608


def by_table(name, number, values):
    """Return the SELECT that counts the rows of `name`, or all entries, by what another table says of them."""
    quoted = connection.ops.quote_name(values.model._meta.db_table)
    join = f" JOIN {name} ON {quoted}.{values.entry} = {name}.product_id" if name else ""
    return f"SELECT {number}, {values.value}, COUNT(*) FROM {quoted}{join} GROUP BY {values.value}"  # noqa: S608


def ask(sql, parameters):
    """Return {number: {value as text: how many}} of the rows of a query; what has no value is left out."""
    counts = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for number, value, many in cursor.fetchall():
            if value is not None:
                counts.setdefault(number, {})[str(value)] = many
    return counts
