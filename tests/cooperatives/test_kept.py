"""What a stranger sends to a member's screens: kept for an hour, and only so often."""

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, TestCase

from tests.factories import MemberFactory, site_tree

ADDRESS = "/gian-hang/van-dung/"


class KeptTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        site_tree()
        cls.member = MemberFactory()
        cls.member.set_password("nắng-lên-đồi-9")
        cls.member.save()

    def setUp(self):
        cache.clear()

    def test_a_stranger_s_form_is_kept_for_an_hour_and_of_one_address_twenty(self):
        for __ in range(25):
            client = Client()
            assert client.post(ADDRESS, {"text": "x" * 19_000})["Location"].startswith("/dang-nhap/")
        assert Session.objects.count() == 20
        client = Client(REMOTE_ADDR="203.0.113.9")
        client.post(ADDRESS, {"text": "Dâu tây"})
        assert client.session.get_expiry_age() == 3600

    def test_whoever_signs_in_stays_as_long_as_any(self):
        self.client.post(ADDRESS, {"text": "Dâu tây"})
        data = {"username": self.member.username, "password": "nắng-lên-đồi-9"}
        assert self.client.post("/dang-nhap/", {**data, "remember": "on"}).status_code == 302
        assert self.client.session["stall_kept"]["data"]
        assert self.client.session.get_expiry_age() > 24 * 3600
        shared = Client()
        shared.post(ADDRESS, {"text": "Dâu tây"})
        assert shared.post("/dang-nhap/", data).status_code == 302
        assert shared.session.get_expire_at_browser_close()
