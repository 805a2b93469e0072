"""Queries that are worded once answer as Django would, and refuse what would stay in them."""

import datetime
from unittest import mock, skipUnless

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperatives.models import ProducerPage, Standard
from news.models import ArticlePage
from ocop.core import planned
from ocop.core.prepared import prepared
from products import catalogue
from products.models import CatalogueEntry
from tests.factories import ArticlePageFactory, ProducerPageFactory, ProductPageFactory


@prepared
def named(title):
    return ProducerPage.objects.filter(title=title).select_related("commune")


@prepared
def with_ids(*ids):
    return ProducerPage.objects.filter(pk__in=ids).order_by("-pk").values_list("pk", flat=True)


@prepared
def expired(now, day):
    return ArticlePage.objects.filter(expire_at__lte=now, date__lte=day)


@prepared
def ends(first, last):
    pages = ProducerPage.objects.values_list("pk", "title")
    return [pages.filter(pk__gte=first).order_by("-pk")[:1], pages.filter(pk__lte=last).order_by("pk")[:1]]


class PreparedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.first = ProducerPageFactory(title="Đội Nắng")
        cls.last = ProducerPageFactory(title="Nà Ớt")

    def test_the_second_answer_is_for_the_second_value(self):
        assert named("Đội Nắng") == [self.first]
        assert named("Nà Ớt") == [self.last]
        assert named("'; DROP TABLE") == []

    def test_what_is_joined_comes_along(self):
        named("Đội Nắng")
        with CaptureQueriesContext(connection) as queries:
            assert named("Nà Ớt")[0].commune.name == self.last.commune.name
        assert len(queries) == 1

    def test_any_number_of_values(self):
        assert with_ids(self.first.pk) == [self.first.pk]
        assert with_ids(self.last.pk) == [self.last.pk]
        assert with_ids(self.first.pk, self.last.pk) == [self.last.pk, self.first.pk]

    def test_moments_and_days(self):
        now = timezone.now()
        today = timezone.localdate()
        article = ArticlePageFactory(expire_at=now, date=today)
        assert expired(now, today) == [article]
        assert expired(now - datetime.timedelta(seconds=1), today) == []
        assert expired(now, today - datetime.timedelta(days=1)) == []

    def test_slices_follow_one_another(self):
        assert ends(0, 2_000_000_000) == [(self.last.pk, "Nà Ớt"), (self.first.pk, "Đội Nắng")]
        assert ends(0, self.first.pk) == [(self.last.pk, "Nà Ớt"), (self.first.pk, "Đội Nắng")]
        assert ends(self.last.pk + 1, self.first.pk) == [(self.first.pk, "Đội Nắng")]

    def test_a_row_changed_by_its_reader_stays_as_stored(self):
        named("Nà Ớt")[0].title = "Khác"
        assert named("Nà Ớt")[0].title == "Nà Ớt"


@prepared
def called(title, pk):
    return ProducerPage.objects.filter(title=title, pk__gte=pk, search_description="50 % & '%s'").values_list(
        "pk", flat=True
    )


@skipUnless(connection.vendor == "postgresql", "SQLite keeps no statements")
class PlannedTests(TestCase):
    """PostgreSQL keeps the statement, with what stays the same in it."""

    def statements(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT parameter_types::text[], statement FROM pg_prepared_statements")
            return [row for row in cursor.fetchall() if "50 % &" in row[1]]

    def test_a_connection_learns_it_once(self):
        page = ProducerPageFactory(title="Nà Ớt", search_description="50 % & '%s'")
        ProducerPageFactory(title="Nà Ớt", slug="na-ot-2")
        planned.forget(connection)
        for _time in range(7):
            assert called("Nà Ớt", page.pk) == [page.pk]
        assert called("' OR 1 = 1 --", 0) == []
        [(types, statement)] = self.statements()
        assert sorted(types) == ["integer", "text"]
        assert "$1" in statement
        assert "$3" not in statement

    def test_learning_it_is_no_query_of_the_page(self):
        planned.forget(connection)
        with self.assertNumQueries(1):
            called("Nà Ớt", 0)

    def test_a_pooler_that_lends_connections_out_gets_plain_queries(self):
        planned.forget(connection)
        page = ProducerPageFactory(title="Nà Ớt", search_description="50 % & '%s'")
        with mock.patch.dict(connection.settings_dict, {"DISABLE_SERVER_SIDE_CURSORS": True}):
            assert called("Nà Ớt", 0) == [page.pk]
        assert self.statements() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no statements")
def test_a_migration_may_change_a_column_while_pages_are_served(django_db_setup, django_db_blocker):
    """Outside of any transaction, as pages are: it changes no rows, and the column back."""

    @prepared
    def standards(pk):
        return Standard.objects.filter(pk=pk).values_list("name", flat=True)

    def change(kind):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {Standard._meta.db_table} ALTER name TYPE {kind}")

    with django_db_blocker.unblock():
        assert standards(0) == []
        change("varchar(999)")
        try:
            assert standards(0) == []
        finally:
            change(Standard._meta.get_field("name").db_type(connection))


@pytest.mark.once
class RefusedTests(TestCase):
    def test_a_day_that_is_not_among_the_values(self):
        @prepared
        def frozen(pk):
            return CatalogueEntry.objects.filter(pk=pk).with_stars([3])

        with pytest.raises(TypeError, match="given its days"):
            frozen(1)

    def test_a_question_while_it_is_worded(self):
        @prepared
        def asking(pk):
            return ProducerPage.objects.filter(
                pk__in=list(ProducerPage.objects.values_list("pk", flat=True)), path=str(pk)
            )

        with pytest.raises(TypeError, match="may not ask"):
            asking(1)

    def test_a_value_without_a_place(self):
        @prepared
        def searching(words):
            return ProducerPage.objects.filter(title__icontains=words)

        with pytest.raises(TypeError, match="no place"):
            searching("nắng")

    def test_nothing_as_a_value(self):
        with pytest.raises(TypeError, match="cannot be a value"):
            named(None)


class OfferedTests(TestCase):
    def test_entries_come_in_the_order_asked_for_once_each(self):
        pks = [ProductPageFactory().pk for _number in range(3)]
        catalogue.refresh_all()
        found = CatalogueEntry.objects.in_this_order([pks[2], pks[0], pks[2], 0])
        assert [entry.pk for entry in found] == [pks[2], pks[0]]
        assert CatalogueEntry.objects.in_this_order([]) == []
