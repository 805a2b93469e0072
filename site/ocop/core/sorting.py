"""Names in the order people look them up: by plain letters, "Nếp" before "Nông", on every database alike.

A database's own order is that of code points, where ế stands far behind ô, or whatever its machine was set up with.
"""

import unicodedata

from django.db.backends.signals import connection_created
from django.db.models import CharField, Func

from ocop.core.text import fold

# What `fold` makes of the letters of Vietnamese that have marks.
_MARKED = "".join(
    letter
    for base in "aăâeêioôơuưyđ"
    for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    for letter in unicodedata.normalize("NFC", base + mark)
    if not letter.isascii() and not unicodedata.combining(letter)
)
MARKED = "".join(dict.fromkeys(_MARKED + _MARKED.upper()))
PLAIN = fold(MARKED)


class Alphabetical(Func):
    """A text as small plain letters, to sort by: `order_by(Alphabetical("title"), "title")`."""

    function = "alphabetical"
    arity = 1
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **context):
        """Translate letter by letter, since PostgreSQL's own functions are enough for it."""
        return self.as_sql(
            compiler, connection, template=f"LOWER(TRANSLATE(%(expressions)s, '{MARKED}', '{PLAIN}'))", **context
        )


def teach_sqlite(connection, **kwargs):
    """Let a new connection to SQLite know the function."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("alphabetical", 1, lambda text: text and fold(text), deterministic=True)


def register():
    """Teach every connection to come."""
    connection_created.connect(teach_sqlite, dispatch_uid="ocop.core.sorting")
