"""The invited person's side: one link, once, and kind words where it no longer works."""

import datetime
import re

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, TestCase
from django.utils import timezone

from cooperatives.models import Invitation, Membership
from cooperatives.onboarding import end_membership, invite, take_up
from tests.factories import MemberFactory, ProducerPageFactory, UserFactory
from tests.reading import soup, vi, words

PASSWORD = "nắng-lên-đồi-9"
HERE = "/gian-hang/loi-moi/"


class InvitationTestCase(TestCase):
    """One invitation by e-mail."""

    @classmethod
    def setUpTestData(cls):
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang")
        cls.officer = UserFactory(username="canbo", first_name="Dũng", last_name="Cầm Văn", is_superuser=True)
        cls.invitation, cls.token = invite(cls.producer, "hoa@example.vn", "Lò Thị Hoạ", cls.officer, is_lead=True)

    def setUp(self):
        cache.clear()

    def open(self, token=None, client=None):
        return (client or self.client).get(f"{HERE}{token or self.token}/", follow=True)

    def take_up(self, client=None, **changes):
        return (client or self.client).post(HERE, {"name": "Lò Thị Hoạ", "password": PASSWORD, **changes})

    def members(self):
        return set(Membership.objects.active().values_list("user__username", flat=True))


class TakingUpTests(InvitationTestCase):
    """Name, password, and in."""

    def test_it_says_who_invites_to_what(self):
        response = self.open()
        assert response.redirect_chain == [(HERE, 302)]
        text = words(response)
        assert "Cầm Văn Dũng mời bạn" in text
        assert "HTX Đồi Nắng" in text
        assert soup(response).select_one("[autocomplete=username]")["value"] == "hoa@example.vn"
        assert soup(response).select_one("[name=name]")["value"] == "Lò Thị Hoạ"

    def test_the_person_is_signed_in_and_lands_at_the_stall(self):
        self.open()
        response = self.take_up(name="Lò  Thị Hoạ Mi")
        assert (response.status_code, response["Location"]) == (302, "/gian-hang/")
        user = get_user_model().objects.get(username="hoa@example.vn")
        assert (user.last_name, user.first_name) == ("Lò Thị Hoạ", "Mi")
        assert user.check_password(PASSWORD)
        assert self.client.session["_auth_user_id"] == str(user.pk)
        assert user.memberships.get().is_lead
        assert self.client.get("/gian-hang/").status_code == 200
        assert self.client.login(username="HOA@example.vn", password=PASSWORD)

    def test_the_token_leaves_the_address_and_stands_in_no_session(self):
        response = self.client.get(f"{HERE}{self.token}/")
        assert (response.status_code, response["Location"]) == (302, HERE)
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
        assert self.token not in str(Session.objects.get().get_decoded())
        assert self.token not in self.client.get(HERE).content.decode()

    def test_bad_passwords_are_told_in_vietnamese_and_the_name_stays(self):
        self.open()
        for password, told in (
            ("", "Bạn điền giúp ô này."),
            ("ngắn", "10"),
            ("1234567890123", "số"),
            ("password123", "phổ biến"),
            ("hoa@example.vn", "giống"),
        ):
            with self.subTest(password):
                response = self.take_up(name="Lò Hoạ", password=password)
                page = soup(response)
                error = page.select_one("#id_password_error").get_text(" ", strip=True)
                assert told in error
                assert not re.search("[Pp]assword", error)
                assert page.select_one("[name=name]")["value"] == "Lò Hoạ"
                assert not page.select_one("[name=password]").has_attr("value")
        assert self.members() == set()

    def test_an_account_that_was_closed_is_woken(self):
        member = MemberFactory(member_of=self.producer, username="xua@example.vn")
        end_membership(member.memberships.get())
        __, token = invite(self.producer, "xua@example.vn", "Cầm Văn Xưa", self.officer)
        self.open(token)
        assert self.take_up(name="Cầm Văn Xưa")["Location"] == "/gian-hang/"
        member.refresh_from_db()
        assert member.is_active
        assert self.members() == {"xua@example.vn"}

    def test_somebody_else_who_is_signed_in_is_told_and_signed_out(self):
        self.client.force_login(self.officer)
        assert "Bạn đang đăng nhập là canbo" in words(self.open())
        self.take_up()
        user = get_user_model().objects.get(username="hoa@example.vn")
        assert self.client.session["_auth_user_id"] == str(user.pk)

    def test_what_is_posted_beside_it_changes_nothing(self):
        other = ProducerPageFactory(title="HTX Suối Lành")
        self.open()
        self.take_up(producer=other.pk, email="khac@example.vn", is_superuser="1", username="khac")
        membership = Membership.objects.select_related("user").get()
        assert (membership.producer, membership.user.username) == (self.producer, "hoa@example.vn")
        assert not membership.user.is_superuser

    def test_an_account_that_got_another_role_meanwhile_is_told_and_nothing_is_used_up(self):
        self.open()
        MemberFactory(username="hoa@example.vn")
        response = self.take_up()
        assert vi("This account already belongs to another producer. Use another e-mail address.") in words(response)
        self.invitation.refresh_from_db()
        assert self.invitation.is_open


class ClosedTests(InvitationTestCase):
    """A link that no longer works says why, and what to do."""

    def refusal(self, response):
        assert response.status_code == 410
        return words(response)

    def test_used(self):
        self.open()
        self.take_up()
        text = self.refusal(self.open(client=Client()))
        assert vi("It has been taken up already. If that was you, sign in with your e-mail and your password. "
                  "If not, tell whoever invited you.") in text  # fmt: skip
        assert self.open().redirect_chain[-1] == ("/gian-hang/", 302)

    def test_two_people_with_one_link(self):
        first, second = Client(), Client()
        self.open(client=first)
        self.open(client=second)
        assert self.take_up(first)["Location"] == "/gian-hang/"
        assert "Đã có người nhận lời mời này." in self.refusal(self.take_up(second, password="kẻ-đến-sau-99"))
        user = get_user_model().objects.get(username="hoa@example.vn")
        assert user.check_password(PASSWORD)
        assert "_auth_user_id" not in second.session

    def test_whoever_read_the_row_a_moment_too_early(self):
        early = Invitation.objects.get()
        assert take_up(Invitation.objects.get(), PASSWORD) is not None
        assert take_up(early, "kẻ-đến-sau-99") is None
        assert get_user_model().objects.get(username="hoa@example.vn").check_password(PASSWORD)

    def test_expired_between_opening_and_sending(self):
        self.open()
        Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
        assert "Lời mời đã quá hạn." in self.refusal(self.take_up())
        assert "HTX Đồi Nắng" in self.refusal(self.open())
        assert self.members() == set()

    def test_taken_back(self):
        self.open()
        Invitation.objects.update(revoked_at=timezone.now())
        assert "Lời mời đã được thu hồi" in self.refusal(self.take_up())
        assert self.members() == set()

    def test_unknown_or_torn_off(self):
        for token in (self.token[:-1], "x", "%C3%A1" * 300, "..%2f"):
            response = self.client.get(f"{HERE}{token}/")
            if response.status_code != 404:
                assert "bị thiếu một đoạn" in self.refusal(response)
                assert response["Referrer-Policy"] == "no-referrer"
        assert "bị thiếu một đoạn" in self.refusal(self.take_up())
        assert Session.objects.count() == 0
