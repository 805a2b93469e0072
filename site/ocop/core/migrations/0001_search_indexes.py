"""The indexes that Vietnamese search needs and wagtail.search does not create."""

from django.db import migrations

TABLE = "wagtailsearch_indexentry"

# Drafts are few, and every search asks for them.
HIDDEN_PAGES = "CREATE INDEX IF NOT EXISTS core_search_hidden_pages ON wagtailcore_page (id) WHERE NOT live"
NO_HIDDEN_PAGES = "DROP INDEX IF EXISTS core_search_hidden_pages"

POSTGRES_FORWARD = [
    # Searching looks at title and text together, which the two single indexes cannot answer. Without a pending list
    # (fastupdate) a search costs the same before and after the next vacuum.
    f"CREATE INDEX IF NOT EXISTS core_search_title_body ON {TABLE} USING gin ((title || body)) WITH (fastupdate = off)",
    # Long texts leave the rows: a search that finds thousands of pages then reads a few megabytes, not sixty.
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 512)",
    # The planner takes a text search for a cheap comparison and would read every text rather than use the index when
    # a word is frequent: ten times slower. Inside this function it may not.
    f"""
    CREATE OR REPLACE FUNCTION core_search_entries(types int[], anywhere text, in_title text)
    RETURNS TABLE (entry int, page int)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
    SET enable_seqscan = off SET jit = off
    AS $$
        SELECT e.id, CASE WHEN e.content_type_id = ANY (types) THEN e.object_id::int END
        FROM {TABLE} e
        WHERE (e.title || e.body) @@ to_tsquery('simple', anywhere) OR e.title @@ to_tsquery('simple', in_title)
    $$
    """,
    HIDDEN_PAGES,
]
POSTGRES_REVERSE = [
    NO_HIDDEN_PAGES,
    "DROP FUNCTION IF EXISTS core_search_entries(int[], text, text)",
    f"ALTER TABLE {TABLE} RESET (toast_tuple_target)",
    "DROP INDEX IF EXISTS core_search_title_body",
]


def sqlite_table(options):
    """Returns the statements that build the full-text table anew; its triggers stand on the table of entries."""
    return [
        f"DROP TABLE IF EXISTS {TABLE}_fts",
        f"CREATE VIRTUAL TABLE {TABLE}_fts USING fts5(autocomplete, body, title{options})",
        f"INSERT INTO {TABLE}_fts (rowid, autocomplete, body, title) SELECT id, autocomplete, body, title FROM {TABLE}",
    ]


# SQLite's own tokenizer drops some marks and keeps others ("cá" is "ca", "đường" is not "duong"): keep them all, the
# index holds a folded twin of every text. Beginnings of words get an index of their own.
SQLITE_FORWARD = [
    *sqlite_table(", tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'"),
    HIDDEN_PAGES,
]
SQLITE_REVERSE = [*sqlite_table(""), NO_HIDDEN_PAGES]


def run(schema_editor, statements):
    vendor = schema_editor.connection.vendor
    for statement in statements.get(vendor, []):
        if vendor == "sqlite" and not has_full_text(schema_editor):
            return
        schema_editor.execute(statement)


def has_full_text(schema_editor):
    """Whether this SQLite was built with FTS5; wagtail.search does without the table where it was not."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = %s", [f"insert_{TABLE}_fts"])
        return bool(cursor.fetchone()[0])


def forward(apps, schema_editor):
    run(schema_editor, {"postgresql": POSTGRES_FORWARD, "sqlite": SQLITE_FORWARD})


def reverse(apps, schema_editor):
    run(schema_editor, {"postgresql": POSTGRES_REVERSE, "sqlite": SQLITE_REVERSE})


class Migration(migrations.Migration):
    dependencies = [("wagtailcore", "0001_initial"), ("wagtailsearch", "0010_add_text_fields")]

    operations = [migrations.RunPython(forward, reverse)]
