"""The visit counter under several connections. A file of its own: such a test empties the database, so it has to run last."""

import threading
from unittest import skipIf

from django.core.cache import cache
from django.db import connection, connections
from django.test import RequestFactory, TransactionTestCase

from home.models import SiteVisits
from home.visits import counting
from home.visits.counting import page_mark, page_of
from tests.factories import StandardPageFactory
from tests.home.visits.beacons import ADDRESS, PHONE, views_of


@skipIf(connection.vendor == "sqlite", "in memory it has one connection; `manage.py bench_visits` measures processes")
class ManyAtOnceTests(TransactionTestCase):
    """Several connections at a time, as processes have: nothing is lost, nothing counted twice."""

    serialized_rollback = True  # a test before may have emptied the database

    def test_the_database_store_loses_nothing(self):
        page = StandardPageFactory()
        mark, failures = page_mark(page), []

        def visit(number):
            try:
                for _time in range(20):
                    request = RequestFactory().post(
                        ADDRESS, HTTP_USER_AGENT=PHONE, REMOTE_ADDR=f"203.0.113.{number % 2}"
                    )
                    if not counting.count_view(request, page_of(mark)):
                        failures.append("429")
            except Exception as error:  # noqa: BLE001
                failures.append(error)
            finally:
                connections.close_all()

        cache.clear()
        threads = [threading.Thread(target=visit, args=[number]) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert list(SiteVisits.objects.values_list("visitors", "views")) == [(2, 80)]
        assert views_of(page) == 80
