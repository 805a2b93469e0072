"""The search backend of `WAGTAILSEARCH_BACKENDS`: what the admin's page search and choosers use, and indexing."""

from django.db import connection


def SearchBackend(params):  # noqa: N802 (the name Wagtail looks for)
    """Returns the backend for the database in use."""
    if connection.vendor == "postgresql":
        from ocop.core.search.postgres import VietnamesePostgresBackend

        return VietnamesePostgresBackend({"SEARCH_CONFIG": "simple", **params})
    if connection.vendor == "sqlite":
        from ocop.core.search.sqlite import VietnameseSQLiteBackend

        return VietnameseSQLiteBackend(params)
    from modelsearch.backends.database.fallback import DatabaseSearchBackend

    return DatabaseSearchBackend(params)
