"""Queries that Django words once: afterwards only their values change. PostgreSQL plans them once, too: see `planned`.

Django takes longer to word a query of a dozen joins than the database to answer it, and a page asks a dozen of them.
"""

import datetime
import functools
import re
from copy import copy

from django.db import NotSupportedError, connection, connections

from ocop.core import planned

# Stand for the values while a query is worded. Numbers have to fit the narrowest column that holds ids.
NUMBER, TEXT, DAY = 2_147_400_000, "value-{}", datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)
LOOKS_LIKE_A_DAY = re.compile(r"(?!0001-01-01)\d{4}-\d\d-\d\d")  # day one stands for "never"


def prepared(build):
    """Make `build`, a function from values to a queryset, a function from values to the list of that queryset's rows.

    `build` may also return a list of sliced querysets of values; the rows of each then follow in their order, in one query.
    It is called once for each number and kind of values (int, str, date, datetime, never None): it may not ask the database
    nor the clock, and what it puts into the query apart from its values has to be the same for ever.
    """
    worded = {}

    @functools.wraps(build)
    def rows(*values):
        kind = (connection.vendor, *(type(value) for value in values))
        if kind not in worded:
            worded[kind] = word(build, values)
        try:
            return worded[kind].rows(values)
        except NotSupportedError:  # "cached plan must not change result type"
            if connection.in_atomic_block or not planned.is_kept(connection):
                raise
            planned.forget(connection)
            return worded[kind].rows(values)

    return rows


def is_stored(page, relation):
    """Whether what belongs to `page` by `relation` lies in the database, not in a draft that it was made of."""
    return relation not in getattr(page, "_cluster_related_objects", ())


def word(build, values):
    """Return what `build` makes of values of these kinds, worded."""
    marks = [mark(number, value) for number, value in enumerate(values)]
    with connection.execute_wrapper(refuse):
        answer = build(*marks)
    kind = Slices if isinstance(answer, list) else Rows
    return kind(answer, marks)


def refuse(execute, sql, params, many, context):
    """Refuse a question to the database while a query is worded: its answer would stay in the query."""
    raise TypeError(f"A prepared query may not ask the database while it is worded: {sql[:200]}")


def mark(number, value):
    """Return what stands for the value of this number while the query is worded: of its kind, and like no other."""
    if isinstance(value, str):
        return TEXT.format(number)
    if isinstance(value, int):
        return NUMBER + number
    day = DAY + datetime.timedelta(days=number)
    if isinstance(value, datetime.datetime):
        return day
    if isinstance(value, datetime.date):
        return day.date()
    raise TypeError(f"{value!r} cannot be a value of a prepared query")


def as_parameter(value):
    """Return the value as Django hands it to the database."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return connection.ops.adapt_datefield_value(value)
    return value


class Statement:
    """A worded query, with the places of its values."""

    def __init__(self, sql, parameters, marks):
        self.sql, self.parameters = sql, list(parameters)
        numbers = {as_parameter(each): number for number, each in enumerate(marks)}
        self.places, self.planned = [], None
        for place, parameter in enumerate(self.parameters):
            if parameter in numbers:
                # PostgreSQL's numbers have a type of their own.
                kind = type(parameter) if isinstance(parameter, int) else as_parameter
                self.places.append((place, numbers[parameter], kind))
            elif LOOKS_LIKE_A_DAY.match(str(parameter)):
                raise TypeError(f"A prepared query has to be given its days: {parameter} is none of its values")
        if missing := set(numbers.values()) - {number for _place, number, _kind in self.places}:
            raise TypeError(f"Values {sorted(missing)} have no place in the prepared query")

    def question(self, values):
        """Return the SQL and its parameters with these values in their places."""
        parameters = self.parameters.copy()
        for place, number, kind in self.places:
            parameters[place] = kind(values[number])
        if not planned.is_kept(connection):
            return self.sql, tuple(parameters)
        connection.ensure_connection()
        if self.planned is None:
            places = [place for place, _number, _kind in self.places]
            self.planned = planned.Planned(connection.connection, self.sql, parameters, places)
        return self.planned.question(connection, parameters)


class Rows:
    """A worded queryset."""

    def __init__(self, queryset, marks):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        self.statement = Statement(*self.compiler.as_sql(), marks)

    def rows(self, values):
        """Return the queryset's rows for these values: models, tuples, whatever it yields."""
        question = self.statement.question(values)
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *args, **kwargs: question
        rows = self.queryset.all()
        rows.query.get_compiler = lambda *args, **kwargs: compiler
        return list(rows)


class Slices:
    """Several worded slices, asked in one query. Django's `union` refuses slices on SQLite, which takes them in a sub-query."""

    def __init__(self, slices, marks):
        statements, parameters = [], []
        for number, rows in enumerate(slices):
            sql, values = rows.query.sql_with_params()
            statements.append(f"SELECT * FROM ({sql}) AS part_{number}")  # noqa: S608  (Django's own SQL)
            parameters += values
        self.statement = Statement(" UNION ALL ".join(statements), parameters, marks)

    def rows(self, values):
        """Return the rows as the database gives them, tuples."""
        with connection.cursor() as cursor:
            cursor.execute(*self.statement.question(values))
            return cursor.fetchall()
