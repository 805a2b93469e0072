"""Statements that PostgreSQL plans once for a connection, instead of anew for every page.

Its planner takes longer over a dozen joins than it then takes to answer them. A statement that is prepared on the server keeps
its plan after the fifth time, unless plans made for the values at hand prove cheaper.
"""

import hashlib
import re
from weakref import WeakKeyDictionary

PLACE = re.compile(r"%[%s]")
# {psycopg connection: names of the statements that its server knows}
KNOWN = WeakKeyDictionary()


def is_kept(connection):
    """Whether the database behind Django's `connection` keeps statements: PostgreSQL does, unless a pooler lends it out."""
    return connection.vendor == "postgresql" and not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")


def forget(connection):
    """Have the server forget all statements of `connection`: a migration has changed what one of them answers."""
    KNOWN.pop(connection.connection, None)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")


class Planned:
    """A statement for PostgreSQL to keep.

    `server`: a psycopg connection, for how it writes values. `sql` and `parameters` are Django's; `places` those of the
    parameters whose values change from call to call, while all others stay in the statement, and so do their types.
    """

    def __init__(self, server, sql, parameters, places):
        from psycopg.sql import Literal

        number_of = {place: number for number, place in enumerate(places, start=1)}
        written = iter(
            [
                f"${number_of[place]}" if place in number_of else Literal(parameter).as_string(server)
                for place, parameter in enumerate(parameters)
            ]
        )
        body = PLACE.sub(lambda found: "%" if found[0] == "%%" else next(written), sql)
        types = bracketed([type_of(server, parameters[place]) for place in places])
        self.name = "ocop_" + hashlib.sha256(f"{types}{body}".encode()).hexdigest()[:24]
        self.preparation = f"PREPARE {self.name}{types} AS {body}"
        self.call = f"EXECUTE {self.name}{bracketed(['%s'] * len(places))}"
        self.places = places

    def question(self, connection, parameters):
        """Return the SQL and parameters that carry the statement out on `connection`, which learns it where it is new."""
        known = KNOWN.setdefault(connection.connection, set())
        if self.name not in known:
            # Past Django's cursor: a page's queries are the same in number, whichever connection it meets.
            with connection.wrap_database_errors:
                connection.connection.execute(self.preparation)
            known.add(self.name)
        return self.call, tuple([parameters[place] for place in self.places])


def type_of(server, value):
    """Return the name of the type as which psycopg hands `value` over; text takes that of what it is compared with."""
    from psycopg.adapt import PyFormat

    kind = server.adapters.types.get(server.adapters.get_dumper(type(value), PyFormat.TEXT).oid)
    return "unknown" if kind is None or isinstance(value, str) else kind.regtype


def bracketed(parts):
    """Return the parts in brackets, or nothing without any."""
    return f" ({', '.join(parts)})" if parts else ""
