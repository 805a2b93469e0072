"""The one door: names, wrong passwords, forgotten ones, and where everybody lands."""

import re
from contextlib import suppress
from urllib.parse import quote

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.views import LoginView
from django.core import mail
from django.core.cache import cache
from django.test import Client, TestCase
from django.urls import Resolver404, get_resolver, resolve
from django.utils import timezone
from django.views import View
from wagtail.models import PageViewRestriction

from cooperatives.joining.backend import find_account
from cooperatives.joining.signing_in import SignInView
from cooperatives.onboarding import end_membership
from home.foundation.groups import EDITORS, prepare_groups
from tests.factories import MemberFactory, ProducerPageFactory, StandardPageFactory, UserFactory, site_tree
from tests.reading import soup, vi, words

PASSWORD, NEW = "nắng-lên-đồi-9", "mưa-xuống-nương-7"
DOOR = "/dang-nhap/"
WRONG = "Name and password do not match, or this access has ended. Look at both, and mind large and small letters."


def every_address(patterns=None, before="/"):
    """Yields (address, view) of all patterns, also of those that stand behind another of the same address."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from every_address(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


class DoorTestCase(TestCase):
    """A member and an editor with passwords."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang")
        cls.member = MemberFactory(member_of=cls.producer, username="Hoa", email="hoa@example.vn")
        cls.editor = UserFactory(username="bientap", email="bientap@example.vn")
        cls.editor.groups.add(Group.objects.get(name=EDITORS))
        for user in (cls.member, cls.editor):
            user.set_password(PASSWORD)
            user.save()

    def setUp(self):
        cache.clear()

    def sign_in(self, username="hoa@example.vn", password=PASSWORD, client=None, to=DOOR, **data):
        return (client or self.client).post(to, {"username": username, "password": password, **data})

    def is_in(self, client=None):
        return "_auth_user_id" in (client or self.client).session


class LandingTests(DoorTestCase):
    """Who goes where."""

    def test_everybody_lands_at_the_own_place(self):
        for username, place in (("hoa@example.vn", "/gian-hang/"), ("bientap", "/quan-tri/")):
            client = Client()
            assert self.sign_in(username, client=client)["Location"] == place
            assert client.get(place).status_code == 200
            assert client.get(DOOR)["Location"] == place

    def test_names_and_addresses_in_any_case_of_letters(self):
        for username in ("Hoa", "hoa", " HOA ", "Hoa@Example.VN", "bienTap"):
            assert self.sign_in(username, client=Client()).status_code == 302

    def test_a_name_that_two_could_mean_is_nobodys(self):
        UserFactory(username="hai", email="chung@example.vn")
        UserFactory(username="ba", email="chung@example.vn")
        assert find_account("chung@example.vn") is None
        third = UserFactory(username="hoa", email="khac@example.vn")
        assert (find_account("hoa"), find_account("Hoa"), find_account("HOA")) == (third, self.member, None)

    def test_the_wished_page_follows_on_this_site_only(self):
        for wish, place in (
            ("/gian-hang/thanh-vien/", "/gian-hang/thanh-vien/"),
            ("/quan-tri/", "/gian-hang/"),
            ("https://khac.example/", "/gian-hang/"),
            ("//khac.example/", "/gian-hang/"),
            ("/\\khac.example/", "/gian-hang/"),
            ("javascript:alert(1)", "/gian-hang/"),
        ):
            with self.subTest(wish):
                assert self.sign_in(client=Client(), next=wish)["Location"] == place

    def test_every_way_in_leads_to_this_door(self):
        private = StandardPageFactory(title="Riêng", slug="rieng")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        for address in ("/quan-tri/", "/quan-tri/pages/", "/gian-hang/", "/rieng/", "/doi-mat-khau/"):
            assert self.client.get(address)["Location"] == f"{DOOR}?next={address}"
        for address in ("/quan-tri/login/", "/quan-tri/login/?next=/quan-tri/pages/"):
            response = self.client.get(address, follow=True)
            assert response.request["PATH_INFO"] == DOOR
        assert soup(response).select_one("[name=next]")["value"] == "/quan-tri/pages/"
        assert self.sign_in(to="/quan-tri/login/").status_code == 302
        assert not self.is_in()
        assert self.client.get("/quan-tri/password_reset/").status_code == 404

    def test_no_other_door_answers_anywhere(self):
        doors = {path for path, view in every_address() if issubclass(getattr(view, "view_class", View), LoginView)}
        assert {"/quan-tri/login/", "/_util/login/", DOOR} <= doors
        for path in doors:
            for address in (path, f"/en{path}"):
                with self.subTest(address), suppress(Resolver404):
                    door = getattr(resolve(address).func, "view_class", View)
                    assert door is SignInView or not issubclass(door, LoginView)
        wish = "/_util/login/?next=/rieng/"
        assert self.client.get(wish)["Location"] == f"{DOOR}?next=%2Frieng%2F"
        assert self.client.get(f"/en{wish}")["Location"].startswith(f"/en{DOOR}?next=")

    def test_whoever_is_signed_in_and_led_here_again_is_not_sent_round_in_a_circle(self):
        self.client.force_login(UserFactory())
        response = self.client.get("/quan-tri/", follow=True)
        assert len(response.redirect_chain) <= 2
        self.client.force_login(self.member)
        response = self.client.get(f"{DOOR}?next={quote('/rieng/')}")
        assert "Bạn đang đăng nhập là Hoa" in words(response)
        assert "/rieng/" in {link["href"] for link in soup(response).select("main a")}

    def test_staying_signed_in_is_a_choice(self):
        self.sign_in(remember="on")
        assert not self.client.session.get_expire_at_browser_close()
        self.client.logout()
        self.sign_in()
        assert self.client.session.get_expire_at_browser_close()

    def test_signing_out(self):
        for way in ("/dang-xuat/", "/quan-tri/logout/"):
            self.client.force_login(self.member)
            response = self.client.post(way, follow=True)
            assert response.redirect_chain == [(DOOR, 302)]
            assert "đăng xuất" in words(response)
            assert not self.is_in()
        assert self.client.get("/dang-xuat/").status_code == 405

    def test_in_english_too(self):
        assert soup(self.client.get("/en" + DOOR)).h1.get_text() == "Sign in"


class WrongPasswordTests(DoorTestCase):
    """Counted per name and per address, in the cache that all processes share."""

    def test_five_wrong_ones_then_a_wait_that_is_told(self):
        with time_machine.travel("2026-07-01 08:00", tick=False) as clock:
            for number in range(5):
                response = self.sign_in("hoa" if number % 2 else "hoa@example.vn", "sai", client=Client())
                assert response.status_code == 200
                assert vi(WRONG) in words(response)
            response = self.sign_in()
            assert response.status_code == 429
            assert "Bạn đợi 15 phút" in words(response)
            assert soup(response).select_one("[name=username]")["value"] == "hoa@example.vn"
            assert not self.is_in()
            clock.shift(12 * 60 + 30)
            assert "Bạn đợi 3 phút" in words(self.sign_in())
            clock.shift(151)
            assert self.sign_in().status_code == 302

    def test_others_sign_in_meanwhile(self):
        for __ in range(8):
            self.sign_in(password="sai")
        assert self.sign_in("bientap").status_code == 302

    def test_a_right_one_forgets_the_wrong_ones(self):
        for __ in range(3):
            for ___ in range(4):
                self.sign_in(password="sai", client=Client())
            assert self.sign_in(client=Client()).status_code == 302

    def test_a_name_that_nobody_has_is_answered_like_any_other(self):
        known, unknown = [], []
        for number in range(31):
            for name, heard in (("hoa@example.vn", known), ("khong-co@example.vn", unknown)):
                response = self.sign_in(name, "sai", client=Client(REMOTE_ADDR=f"203.0.113.{number}"))
                page = soup(response).main
                page.select_one("[name=username]")["value"] = ""
                page.select_one("[name=csrfmiddlewaretoken]").decompose()
                heard.append((response.status_code, str(page)))
        assert known == unknown
        assert [status for status, __ in known] == [200] * 30 + [429]

    def test_wrong_ones_from_elsewhere_keep_nobody_out_until_they_are_thirty(self):
        for __ in range(12):
            self.sign_in(password="sai", client=Client(REMOTE_ADDR="203.0.113.5"))
        assert self.sign_in(client=Client(REMOTE_ADDR="203.0.113.5")).status_code == 429
        assert self.sign_in(client=Client(REMOTE_ADDR="203.0.113.6")).status_code == 302
        for number in range(30):
            self.sign_in(password="sai", client=Client(REMOTE_ADDR=f"203.0.113.{100 + number}"))
        assert self.sign_in(client=Client(REMOTE_ADDR="203.0.113.6")).status_code == 429

    def test_one_address_tries_fifty_and_no_more(self):
        for number in range(50):
            assert self.sign_in(f"nguoi-{number}", "sai").status_code == 200
        assert self.sign_in().status_code == 429
        assert self.sign_in(client=Client(REMOTE_ADDR="203.0.113.9")).status_code == 302

    def test_an_office_behind_one_address_signs_in_as_often_as_it_likes(self):
        for __ in range(60):
            assert self.sign_in(client=Client()).status_code == 302

    def test_a_closed_account_stays_outside_and_nothing_is_told_of_it(self):
        end_membership(self.member.memberships.get())
        assert vi(WRONG) in words(self.sign_in())

    def test_bad_input(self):
        for username, password in (("", ""), ("x" * 10_000, "x"), ("hoa", "x" * 10_000), ("ꪼꪕ 🌾", "🌾"), ("hoa", "")):
            assert self.sign_in(username, password).status_code == 200
        assert not self.is_in()


class ForgottenTests(DoorTestCase):
    """A new password by e-mail."""

    def ask(self, email="HOA@example.vn", client=None):
        return (client or self.client).post("/quen-mat-khau/", {"email": email}, follow=True)

    def link(self):
        (path,) = re.findall(r"http://testserver(/dat-lai-mat-khau/[^/]+/[^/]+/)", mail.outbox[-1].body)
        return path

    def test_the_page_tells_nobody_whether_there_is_an_account(self):
        end_membership(self.member.memberships.get())
        sleeping, unknown, known = (
            self.ask(email, Client()) for email in ("hoa@example.vn", "khong-co@example.vn", "bientap@example.vn")
        )
        assert words(sleeping) == words(unknown) == words(known)
        assert [message.to for message in mail.outbox] == [
            ["hoa@example.vn"], ["khong-co@example.vn"], ["bientap@example.vn"]
        ]  # fmt: skip
        for message in mail.outbox[:2]:
            assert "Không có tài khoản nào đang mở" in message.body
            assert "http" not in message.body

    def test_a_new_password_signs_in_and_closes_other_sessions(self):
        phone = Client()
        phone.force_login(self.member)
        for __ in range(6):
            self.sign_in(password="sai", client=Client())
        self.ask()
        first = self.client.get(self.link())
        assert first["Referrer-Policy"] == "no-referrer"
        here = first["Location"]
        assert "set-password" in here
        assert soup(self.client.get(here)).select_one("[autocomplete=username]")["value"] == "Hoa"
        assert "10" in words(self.client.post(here, {"password": "ngắn"}))
        assert self.client.post(here, {"password": NEW})["Location"] == "/gian-hang/"
        assert self.is_in()
        assert phone.get("/gian-hang/").status_code == 302
        assert mail.outbox[-1].subject == "Mật khẩu của bạn trên OCOP Mai Sơn đã đổi"
        assert self.sign_in(password=NEW, client=Client()).status_code == 302  # the wait is over, too
        old_link = self.client.get(re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1], follow=True)
        assert vi("This link no longer works") in words(old_link)

    def test_the_link_ends_after_three_days(self):
        self.ask()
        with time_machine.travel(timezone.localtime() + timezone.timedelta(days=3, minutes=1)):
            assert vi("This link no longer works") in words(self.client.get(self.link(), follow=True))

    def test_nobody_is_flooded_with_mails(self):
        for __ in range(6):
            assert vi("Look into your e-mail") in words(self.ask(client=Client()))
        assert len(mail.outbox) == 3

    def test_one_address_asks_so_many_an_hour(self):
        for number in range(20):
            self.ask(f"nguoi-{number}@example.vn")
        assert "Bạn đợi 60 phút" in words(self.ask("nguoi-21@example.vn"))
        assert len(mail.outbox) == 20

    def test_the_mail_goes_to_the_address_that_is_stored(self):
        get_user_model().objects.filter(pk=self.member.pk).update(email="Hoa@Example.vn")
        self.ask("hoa@example.vn")
        assert mail.outbox[0].to == ["Hoa@Example.vn"]

    def test_an_address_that_only_looks_alike_gets_nothing_of_the_other(self):
        get_user_model().objects.filter(pk=self.member.pk).update(email="mia@example.vn")
        self.ask("mıa@example.vn")  # a dotless i, which a database may take for an i
        assert [message.to for message in mail.outbox if "dat-lai-mat-khau" in message.body] == []


@pytest.mark.once
class ChangingTests(DoorTestCase):
    """A new password for whoever knows the old one."""

    def change(self, **data):
        return self.client.post("/doi-mat-khau/", data)

    def test_it_needs_the_old_one_and_ends_other_sessions(self):
        phone = Client()
        for client in (self.client, phone):
            self.sign_in(client=client)
        response = self.change(old_password="sai", password=NEW)
        assert vi("This is not your password until now. Look at it and try again.") in words(response)
        self.member.refresh_from_db()
        assert self.member.check_password(PASSWORD)
        assert self.change(old_password=PASSWORD, password=NEW)["Location"] == "/gian-hang/"
        assert self.client.get("/gian-hang/").status_code == 200
        assert phone.get("/gian-hang/").status_code == 302
        assert mail.outbox[0].to == ["hoa@example.vn"]

    def test_wagtails_account_page_changes_neither_password_nor_address(self):
        for user in (self.member, self.editor):
            self.client.force_login(user)
            page = soup(self.client.get("/quan-tri/account/"))
            assert page.select("[name*=password], [name$=-email]") == []
            assert "/doi-mat-khau/" in {link["href"] for link in page.find_all("a", href=True)}


@pytest.mark.once
class PagePasswordTests(DoorTestCase):
    """A page with a password of its own asks for it in the site's look, and keeps its secrets until then."""

    def test_it_asks_and_then_opens(self):
        page = StandardPageFactory(title="Bí mật nhà nông", slug="bi-mat", summary="Tóm tắt kín")
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="vào-đi")
        response = self.client.get("/bi-mat/")
        assert soup(response).h1.get_text() == "Trang này có mật khẩu"
        for secret in ("Bí mật", "Tóm tắt kín"):
            assert secret not in response.content.decode()
        form = soup(response).select_one("main form")
        data = {"password": "sai", "return_url": form.select_one("[name=return_url]")["value"]}
        wrong = self.client.post(form["action"], data)
        assert "Mật khẩu" in soup(wrong).select_one("#id_password_error").get_text()
        assert "Bí mật" not in wrong.content.decode()
        opened = self.client.post(form["action"], {**data, "password": "vào-đi"}, follow=True)
        assert "Bí mật nhà nông" in words(opened)


@pytest.mark.once
class FormThatStoodOpenTests(DoorTestCase):
    """A form from before somebody signed in elsewhere."""

    def test_it_is_refused_in_plain_words(self):
        strict = Client(enforce_csrf_checks=True)
        response = self.sign_in(client=strict)
        assert response.status_code == 403
        assert soup(response).h1.get_text() == vi("This page is not open to you")
