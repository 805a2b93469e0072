"""What no link offers behind an address of the admin, typed by hand. Never a 500."""

from unittest import mock

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import QueryDict
from django.test import Client, TestCase
from django.urls import reverse

from ocop.core.middleware import is_about_the_address
from tests.access.places import addresses, arguments, query
from tests.access.world import make_world

FORGED = ["abc", "9" * 25, "0001-01-01"]
# Wagtail's own trial of the page for failures.
FAILS_ON_PURPOSE = {"wagtailadmin_error_test"}


class Noting(QueryDict):
    """A query that knows by which names it was asked."""

    asked = set()

    def get(self, key, default=None):
        self.asked.add(key)
        return super().get(key, default)

    def getlist(self, key, default=None):
        self.asked.add(key)
        return super().getlist(key, default)

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.asked.add(key)
        return super().__contains__(key)


def noting(request):
    """Stand for `request.GET`."""
    if not hasattr(request, "noted"):
        request.noted = Noting(request.environ.get("QUERY_STRING", ""))
    return request.noted


class EveryAddressTests(TestCase):
    """Every address, with each name that its view asks for."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()

    def walk(self, user):
        """Return what answers 500, how many requests were sent, and all names that were asked for."""
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self.sent, broken, known = 0, [], set()
        with mock.patch.object(WSGIRequest, "GET", property(noting, lambda request, value: None)):
            for name, patterns in addresses().items():
                if "logout" not in name and name not in FAILS_ON_PURPOSE:
                    for pattern in patterns:
                        address = arguments(pattern, name, self.world.a)
                        names = self.names(address, query(name, self.world.a))
                        known |= names
                        broken += self.broken(address, sorted(names))
        return broken, known

    def names(self, address, usual):
        """Return by which names the view of an address asks the query; none if it does not answer."""
        with mock.patch.object(Noting, "asked", set()) as asked:
            return asked if self.status(address + usual) == 200 else set()

    def broken(self, address, names):
        """Yield queries of an address that break it: all names together, and each by itself where a word is refused."""
        for value in FORGED if names else ():
            pairs = [f"{name}={value}" for name in names]
            together = "&".join(pairs)
            status = self.status(f"{address}?{together}")
            by_themselves = pairs if status >= 400 and value == FORGED[0] else ()
            asked = (
                [together]
                if status == 500
                else [pair for pair in by_themselves if self.status(f"{address}?{pair}") == 500]
            )
            yield from (f"{address}?{query}" for query in asked)

    def status(self, address):
        """Ask, take back what that did, and return the status."""
        self.sent += 1
        with transaction.atomic():
            status = self.client.get(address).status_code
            transaction.set_rollback(True)
        return status

    @pytest.mark.once
    def test_as_administrator(self):
        broken, known = self.walk(self.world.admin)
        assert broken == []
        assert known >= {"target_pages[]", "parent_page_id", "offset", "timestamp_from"}
        assert self.sent > 1_000


class WordsForNumbersTests(TestCase):
    """A word where an id belongs names nothing; what is there is answered as before, and a fault stays a fault."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()

    def setUp(self):
        self.client.force_login(self.world.admin)

    def test_nothing_is_found_by_a_word(self):
        many = [f"{family}chosen_multiple" for family in ("wagtailadmin_choose_page_", "wagtailimages_chooser:")]
        for name in [*many, "wagtaildocs_chooser:chosen_multiple", "wagtailadmin_api:pages:find"]:
            assert self.client.get(reverse(name), {"id": "abc"}).status_code == 404, name
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        assert self.client.get(bulk, {"id": "abc"}).status_code == 404
        assert self.client.get(bulk, {"id": self.world.a.product.pk}).status_code == 200
        workflow = reverse("wagtailadmin_workflows:edit", args=[self.world.a.task_state.workflow_state.workflow_id])
        asked = {page: self.client.get(workflow, {"p": page}).status_code for page in ("1", "2", "abc", "9" * 25)}
        assert asked == {"1": 200, "2": 404, "abc": 404, "9" * 25: 404}

    def test_nor_in_the_address_itself(self):
        for name in ("wagtailimages_chooser:chosen", "wagtaildocs_chooser:chosen", "crop:edit"):
            there = reverse(name, args=[73])
            assert self.client.get(there.replace("73", "abc")).status_code == 404, name

    def test_a_fault_of_ours_stays_one(self):
        request = mock.Mock(GET=QueryDict("id=abc"), said_in_address=["5"])
        for fault in (
            ValueError("abc"), ValueError("Field 'id' expected a number but got 'xyz'."), KeyError("abc"),
            OverflowError("date value out of range"), TypeError("'abc'"),
        ):  # fmt: skip
            assert not is_about_the_address(fault, request), fault
        assert is_about_the_address(ValueError("Field 'id' expected a number but got 'abc'."), request)
