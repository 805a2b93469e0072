"""Thousands of page ids as one parameter of a query."""

import json

from django.db.models import BooleanField, Expression, F


class PkInArray(Expression):
    """True where a number column is one of many values that travel as a single parameter."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, field, ids):
        super().__init__()
        self.column = F(field) if isinstance(field, str) else field
        self.ids = tuple(int(pk) for pk in ids)

    def get_source_expressions(self):
        return [self.column]

    def set_source_expressions(self, expressions):
        (self.column,) = expressions

    def as_sql(self, compiler, connection):
        sql, params = compiler.compile(self.column)
        if connection.vendor == "postgresql":
            # Not "= ANY(…)": planning that takes longer than the query when there are thousands.
            return f"{sql} IN (SELECT unnest(%s::bigint[]))", [*params, list(self.ids)]
        return f"{sql} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.ids)]


def pk_in_array(field, ids):
    """Returns a condition for `filter()` or `exclude()`: the field, by name, is one of `ids`.

    `ProductPage.objects.filter(pk_in_array("pk", matching_ids(ProductPage, q)))` sends one parameter on both databases,
    where `pk__in` sends one for each id and SQLite stops at 250,000.
    """
    return PkInArray(field, ids)
