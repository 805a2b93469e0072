"""Asking for a stall in public, and the officers' answer: one act, once."""

import hashlib
import re
from unittest import mock

import time_machine
from django.contrib.auth.models import Group
from django.core import mail, signing
from django.core.cache import cache
from django.test import TestCase
from django.utils import timezone, translation
from wagtail.models import Collection, PageLogEntry

from cooperatives.choices import RequestState
from cooperatives.joining import forms, traps
from cooperatives.models import Invitation, Membership, ProducerPage, Stall, StallRequest
from cooperatives.onboarding import invite
from home.foundation.groups import EDITORS, OFFICERS, ONBOARDING_RIGHTS, prepare_groups
from tests.factories import (
    CommuneFactory,
    MemberFactory,
    ProducerPageFactory,
    StallRequestFactory,
    StandardPageFactory,
    UserFactory,
    site_tree,
)
from tests.reading import query_count, soup, vi, words
from tests.test_english_pages import faults

ASK, ASKED = "/dang-ky-gian-hang/", "/dang-ky-gian-hang/da-gui/"


def officer(**kwargs):
    """Return an officer's account."""
    user = UserFactory(**kwargs)
    user.groups.add(Group.objects.get(name=OFFICERS))
    return user


def stamp(seconds_ago=60):
    """Return what the form's hidden field holds when it was opened so long ago."""
    return signing.dumps(timezone.now().timestamp() - seconds_ago, salt=traps.SALT)


class JoiningTestCase(TestCase):
    """The site's trunk, its groups, and one officer."""

    @classmethod
    def setUpTestData(cls):
        tree = site_tree()
        cls.section = tree.producers
        prepare_groups(tree.home)
        cls.commune = CommuneFactory()
        cls.officer = officer(username="canbo@example.vn", first_name="Dũng", last_name="Cầm Văn")

    def setUp(self):
        cache.clear()

    def assert_link_once(self, message):
        """Return the path of the one invitation link in a mail."""
        (path,) = re.findall(r"http://testserver(/gian-hang/loi-moi/[\w-]+/)", message.body)
        return path


class AskingTests(JoiningTestCase):
    """The public form."""

    def answers(self, **changes):
        return {
            "name": "HTX Rau sạch Nà Sản",
            "legal_form": "hop_tac_xa",
            "registration_number": "",
            "commune": self.commune.pk,
            "village": "Bản Nà Sản",
            "products": "Rau cải mèo, cà chua.",
            "contact_name": "Lò Văn Thắng",
            "phone": "0912 345 678",
            "email": "Thang@Example.vn",
            "consent": "on",
            "homepage": "",
            "opened": stamp(),
            **changes,
        }

    def refused(self, expected, **changes):
        """Send a form that is refused: nothing is stored or sent, and what was typed is there again."""
        response = self.client.post(ASK, self.answers(**changes))
        assert response.status_code == 200
        assert expected in words(response)
        assert StallRequest.objects.count() == len(mail.outbox) == 0
        return soup(response)

    def test_the_form_asks_in_plain_words_and_ticks_nothing(self):
        StandardPageFactory(title="Quyền riêng tư", slug="quyen-rieng-tu")
        page = soup(self.client.get(ASK))
        assert page.h1.get_text() == "Đăng ký gian hàng"
        consent = page.select_one("input[name=consent]")
        assert not consent.has_attr("checked")
        assert page.select_one(".joining__consent a")["href"] == "/quyen-rieng-tu/"
        labelled = {label.get("for") for label in page.find_all("label")}
        fields = page.select("main input:not([type=hidden]), main select, main textarea")
        assert {field["id"] for field in fields} <= labelled

    def test_a_request_is_stored_with_its_consent_and_everybody_hears_of_it(self):
        silent = UserFactory(username="khac@example.vn")
        response = self.client.post(ASK, self.answers(), follow=True)
        assert response.redirect_chain == [(ASKED, 302)]
        asked = StallRequest.objects.get()
        assert (asked.name, asked.commune, asked.email) == ("HTX Rau sạch Nà Sản", self.commune, "thang@example.vn")
        assert (asked.state, asked.consent_version) == (RequestState.NEW, forms.CONSENT_VERSION)
        to_asker, to_officer = mail.outbox
        assert (to_asker.to, to_officer.to) == (["thang@example.vn"], ["canbo@example.vn"])
        assert to_asker.subject == "Đã nhận đăng ký gian hàng: HTX Rau sạch Nà Sản"
        assert to_asker.body.startswith("Chào Lò Văn Thắng,")
        assert f"http://testserver/quan-tri/dang-ky-gian-hang/{asked.pk}/" in to_officer.body
        assert asked.phone not in to_officer.body
        assert silent.email not in {address for message in mail.outbox for address in message.to}

    def test_where_there_is_no_officer_the_administrators_hear_of_it(self):
        self.officer.delete()
        UserFactory(username="quantri@example.vn", is_superuser=True)
        self.client.post(ASK, self.answers())
        assert mail.outbox[1].to == ["quantri@example.vn"]

    def test_what_is_missing_or_wrong_is_said_and_nothing_typed_is_lost(self):
        page = self.refused(vi("Something is missing or not right yet. What you wrote is still here."), phone="gọi tôi")
        assert page.select_one("[name=name]")["value"] == "HTX Rau sạch Nà Sản"
        assert page.select_one("[name=products]").get_text().strip() == "Rau cải mèo, cà chua."
        assert page.select_one("[name=commune] [selected]")["value"] == str(self.commune.pk)
        wrong = page.select_one("[name=phone]")
        assert wrong["aria-invalid"] == "true"
        assert (
            page.find(id=wrong["aria-describedby"].split()[-1])
            .get_text(strip=True)
            .startswith("Hãy ghi đủ số điện thoại")
        )
        assert page.title.get_text().startswith("Cần xem lại:")

    def test_each_field_is_checked(self):
        former = CommuneFactory(former=True)
        for name, value in (
            ("name", ""),
            ("name", "x" * 161),
            ("name", "Trúng thưởng http://evil.example"),
            ("contact_name", "Mời vào evil.com"),
            ("email", "không phải"),
            ("email", "a" * 150 + "@example.vn"),
            ("commune", former.pk),
            ("commune", "zzz"),
            ("legal_form", "khac"),
            ("products", "x" * 1001),
            ("consent", ""),
        ):
            with self.subTest(f"{name}={str(value)[:20]}"):
                page = self.refused("", **{name: value})
                assert page.select_one(f".field--wrong [name={name}]") is not None

    def test_without_consent_nothing_is_kept(self):
        data = self.answers()
        del data["consent"]
        response = self.client.post(ASK, data)
        assert vi("Without your consent we may not keep what you wrote.") in words(response)
        assert StallRequest.objects.count() == 0

    def test_the_words_of_the_consent_and_their_version_belong_together(self):
        """A change of the words needs a new version, then a new line here."""
        with translation.override("en"):
            digest = hashlib.sha256(str(forms.CONSENT).encode()).hexdigest()[:12]
        assert (forms.CONSENT_VERSION, digest) == ("2026-1", "3884310eaf5f")

    def test_machines_fall_into_the_traps_and_people_press_once_more(self):
        again = vi("Please look over what you wrote once more, then send it again.")
        for changes in (
            {"homepage": "http://evil.example"},
            {"opened": stamp(1)},
            {"opened": stamp(25 * 3600)},
            {"opened": ""},
            {"opened": "made:up:stamp"},
            {"opened": signing.dumps("x", salt=traps.SALT)},
        ):
            with self.subTest(changes):
                page = self.refused(again, **changes)
                assert page.select_one("[name=homepage]").get("value", "") == ""
        fresh = page.select_one("[name=opened]")["value"]
        with time_machine.travel(timezone.now() + timezone.timedelta(seconds=10)):
            self.client.post(ASK, self.answers(opened=fresh))
        assert StallRequest.objects.count() == 1

    def test_pressing_twice_sends_once(self):
        data = self.answers()
        assert [self.client.post(ASK, data)["Location"] for _ in range(2)] == [ASKED, ASKED]
        assert StallRequest.objects.count() == 1
        self.client.post(ASK, {**data, "products": "Cả dâu tây nữa."})
        assert StallRequest.objects.count() == 2

    def test_one_connection_sends_so_many_an_hour(self):
        for number in range(10):
            self.client.post(ASK, self.answers(name=f"HTX {number}"))
        assert StallRequest.objects.count() == 10
        response = self.client.post(ASK, self.answers(name="HTX Mười một"))
        assert "Bạn đợi 60 phút" in words(response)
        assert soup(response).select_one("[name=name]")["value"] == "HTX Mười một"
        assert StallRequest.objects.count() == 10
        self.client.post(ASK, self.answers(name="HTX Mười một"), REMOTE_ADDR="203.0.113.9")
        assert StallRequest.objects.count() == 11

    def test_a_mail_server_that_fails_loses_no_request_and_tells_the_log_no_name(self):
        with (
            mock.patch("django.core.mail.EmailMessage.send", side_effect=OSError("thang@example.vn refused")),
            self.assertLogs("cooperatives.joining.mails", "ERROR") as logs,
        ):
            response = self.client.post(ASK, self.answers())
        assert response["Location"] == ASKED
        assert StallRequest.objects.count() == 1
        assert "thang" not in " ".join(logs.output)

    def test_thai_letters_and_emoji_are_names_too(self):
        self.client.post(ASK, self.answers(name="HTX ꪼꪕ 🌾", contact_name="ꪒꪱ"))
        assert StallRequest.objects.get().name == "HTX ꪼꪕ 🌾"

    def test_letters_typed_in_parts_are_stored_whole_and_a_name_is_one_line(self):
        self.client.post(ASK, self.answers(name="HTX Na\u0300  Sản\r\nBcc: x"))
        assert StallRequest.objects.get().name == "HTX Nà Sản Bcc: x"
        assert "\n" not in mail.outbox[0].subject

    def test_in_english_too(self):
        page = soup(self.client.get("/en" + ASK))
        assert page.h1.get_text() == "Open a stall"
        for address in (ASK, ASKED, "/dang-nhap/", "/quen-mat-khau/", "/quen-mat-khau/da-gui/"):
            with self.subTest(address):
                found = faults(self.client.get("/en" + address))
                assert found == {"Vietnamese without lang": [], "English in Vietnamese": []}
        response = self.client.post("/en" + ASK, self.answers())
        assert response["Location"] == "/en" + ASKED
        assert mail.outbox[0].body.startswith("Hello Lò Văn Thắng,")
        assert mail.outbox[1].body.startswith("Xin chào,")

    def test_the_producers_list_leads_there(self):
        page = soup(self.client.get(self.section.url))
        assert page.select_one(".listing__join a")["href"] == ASK


class OfficersDoorTests(JoiningTestCase):
    """Who may answer requests and look after people."""

    def addresses(self):
        producer = MemberFactory().memberships.get().producer
        invitation = invite(producer, "moi@example.vn", "Hà Thị Mới", self.officer)[0]
        membership = producer.memberships.get()
        asked = StallRequestFactory()
        return [
            "/quan-tri/dang-ky-gian-hang/",
            f"/quan-tri/dang-ky-gian-hang/{asked.pk}/",
            "/quan-tri/chu-the/",
            "/quan-tri/chu-the/them/",
            f"/quan-tri/chu-the/{producer.pk}/",
            f"/quan-tri/chu-the/{producer.pk}/thanh-vien/{membership.pk}/ket-thuc/",
        ], [
            f"/quan-tri/dang-ky-gian-hang/{asked.pk}/",
            "/quan-tri/chu-the/them/",
            f"/quan-tri/chu-the/{producer.pk}/",
            f"/quan-tri/chu-the/{producer.pk}/loi-moi/{invitation.pk}/gui-lai/",
            f"/quan-tri/chu-the/{producer.pk}/loi-moi/{invitation.pk}/thu-hoi/",
            f"/quan-tri/chu-the/{producer.pk}/thanh-vien/{membership.pk}/phu-trach/",
            f"/quan-tri/chu-the/{producer.pk}/thanh-vien/{membership.pk}/ket-thuc/",
        ]  # fmt: skip

    def test_officers_and_administrators_come_in(self):
        read, __ = self.addresses()
        for user in (self.officer, UserFactory(is_superuser=True)):
            self.client.force_login(user)
            for address in read:
                with self.subTest(address):
                    assert self.client.get(address).status_code == 200
            assert "Đăng ký gian hàng" in self.client.get("/quan-tri/").content.decode()

    def test_members_and_editors_do_not(self):
        read, write = self.addresses()
        editor = UserFactory()
        editor.groups.add(Group.objects.get(name=EDITORS))
        before = (
            list(Membership.objects.values()),
            list(Invitation.objects.values()),
            list(StallRequest.objects.values()),
        )
        lead = Membership.objects.get().user
        for user in (editor, lead, UserFactory()):
            self.client.force_login(user)
            for address, method in [(a, "get") for a in read] + [(a, "post") for a in write]:
                with self.subTest(f"{user} {method} {address}"):
                    response = getattr(self.client, method)(address, {"decision": "accept", "email": "a@example.vn"})
                    assert response.status_code in {302, 403}
                    for secret in ("Nà Sản", "0912 345 678", "moi@example.vn"):
                        assert secret not in response.content.decode()
            home = self.client.get("/quan-tri/").content.decode()
            assert "/quan-tri/chu-the/" not in home
        after = (
            list(Membership.objects.values()),
            list(Invitation.objects.values()),
            list(StallRequest.objects.values()),
        )
        assert after == before

    def test_nobody_signed_in_is_asked_to_sign_in(self):
        for address in self.addresses()[0]:
            response = self.client.get(address)
            assert response["Location"].startswith("/dang-nhap/?next=/quan-tri/")

    def test_a_site_older_than_the_stalls_gives_its_officers_the_rights_once(self):
        group = Group.objects.get(name=OFFICERS)
        held = {
            f"cooperatives.{right.codename}" for right in group.permissions.filter(codename__contains="_membership")
        }
        assert held < set(ONBOARDING_RIGHTS)
        group.permissions.remove(*group.permissions.filter(codename__endswith="_membership"))
        group.permissions.remove(*group.permissions.filter(codename__endswith="_stallrequest"))
        prepare_groups(site_tree().home)
        rights = {f"cooperatives.{name}" for name in group.permissions.values_list("codename", flat=True)}
        assert set(ONBOARDING_RIGHTS) <= rights
        group.permissions.remove(group.permissions.get(codename="change_membership"))
        prepare_groups(site_tree().home)
        assert not group.permissions.filter(codename="change_membership").exists()


class AnsweringTests(JoiningTestCase):
    """Accepting and declining requests."""

    def setUp(self):
        super().setUp()
        self.asked = StallRequestFactory(commune=self.commune, email="thang@example.vn")
        self.client.force_login(self.officer)

    def url(self):
        return f"/quan-tri/dang-ky-gian-hang/{self.asked.pk}/"

    def send(self, decision, follow=True, **data):
        data = {"decision": decision, "email": "thang@example.vn", "answer": "", **data}
        return self.client.post(self.url(), data, follow=follow)

    def state(self):
        self.asked.refresh_from_db()
        return self.asked.state

    def test_the_list_shows_those_that_wait_first_and_filters(self):
        StallRequestFactory(name="HTX Đã Nhận", commune=self.commune, state=RequestState.ACCEPTED)
        listing = self.client.get("/quan-tri/dang-ky-gian-hang/")
        names = [link.get_text(strip=True) for link in soup(listing).select("table .title a")]
        assert names == ["HTX Rau sạch Nà Sản", "HTX Đã Nhận"]
        accepted = self.client.get("/quan-tri/dang-ky-gian-hang/?state=accepted")
        assert [link.get_text(strip=True) for link in soup(accepted).select("table .title a")] == ["HTX Đã Nhận"]
        for address in ("?state=zzz", "?p=zzz", "?p=999", "?q=" + "x" * 10_000, "?ordering=zzz"):
            assert self.client.get(f"/quan-tri/dang-ky-gian-hang/{address}").status_code == 200
        found = self.client.get("/quan-tri/dang-ky-gian-hang/ket-qua/?q=Nà Sản")
        assert "HTX Rau sạch Nà Sản" in found.content.decode()
        assert "HTX Đã Nhận" not in found.content.decode()

    def test_accepting_is_one_act(self):
        response = self.send("accept", answer="Chào anh, mời anh vào viết tiếp.")
        page = ProducerPage.objects.get()
        assert response.redirect_chain == [(f"/quan-tri/chu-the/{page.pk}/", 302)]
        assert (page.title, page.slug, page.live) == ("HTX Rau sạch Nà Sản", "htx-rau-sach-na-san", False)
        assert page.get_parent().specific == self.section
        assert (page.commune, page.village, page.phone) == (self.commune, "Bản Nà Sản", "0912 345 678")
        assert page.summary == self.asked.products
        draft = page.get_latest_revision_as_object()
        assert (draft.title, draft.summary) == (page.title, page.summary)
        assert PageLogEntry.objects.get(page=page.pk, action="wagtail.create").user == self.officer
        assert Stall.objects.get().producer == page
        invitation = Invitation.objects.get()
        assert (invitation.email, invitation.name, invitation.is_lead) == ("thang@example.vn", "Lò Văn Thắng", True)
        assert self.state() == RequestState.ACCEPTED
        assert (self.asked.handled_by, self.asked.producer) == (self.officer, page)
        (message,) = mail.outbox
        assert message.to == ["thang@example.vn"]
        assert message.subject == "Gian hàng của HTX Rau sạch Nà Sản đã mở"
        assert "Chào anh, mời anh vào viết tiếp." in message.body
        assert self.client.get(self.assert_link_once(message)).status_code == 302

    def test_twice_and_by_two_officers_it_happens_once(self):
        self.send("accept")
        self.client.force_login(officer(username="canbo2@example.vn"))
        for decision in ("accept", "decline"):
            response = self.send(decision, answer="Không.")
            assert vi("This request was answered already.") in response.content.decode()
        assert ProducerPage.objects.count() == Stall.objects.count() == Invitation.objects.count() == 1
        assert len(mail.outbox) == 1
        assert self.state() == RequestState.ACCEPTED
        assert (self.asked.handled_by, self.asked.answer) == (self.officer, "")

    def test_two_slugs_of_one_name_differ_and_strange_letters_leave_one(self):
        ProducerPageFactory(title="HTX Đa Đá", slug="htx-rau-sach-na-san", commune=CommuneFactory(code="04117"))
        self.send("accept")
        assert ProducerPage.objects.get(title=self.asked.name).slug == "htx-rau-sach-na-san-2"
        self.asked = StallRequestFactory(name="ꪼꪕ 🌾", commune=self.commune)
        self.send("accept")
        assert ProducerPage.objects.get(title="ꪼꪕ 🌾").slug == "chu-the"

    def test_long_words_become_one_sentence_that_fits(self):
        StallRequest.objects.update(products="Na dai, dâu tây Đồi Nắng, cà phê. " * 25)
        self.send("accept")
        summary = ProducerPage.objects.get().summary
        assert len(summary) <= 200
        assert summary.endswith("…")

    def test_a_producer_that_is_here_already_is_not_made_again(self):
        known = ProducerPageFactory(title="HTX Rau Sạch Na San", commune=self.commune, live=False)
        assert "HTX Rau Sạch Na San" in words(self.client.get(self.url()))
        response = self.send("accept", answer="Chào anh.")
        assert "đã có trên trang" in response.content.decode()
        assert soup(response).select_one("[name=answer]").get_text().strip() == "Chào anh."
        assert list(ProducerPage.objects.all()) == [known]
        assert self.state() == RequestState.NEW
        assert len(mail.outbox) == Invitation.objects.count() == 0

    def test_an_address_that_cannot_be_invited_changes_nothing_and_another_one_helps(self):
        MemberFactory(username="thang@example.vn")
        pages = ProducerPage.objects.count()
        response = self.send("accept")
        told = vi("This account already belongs to another producer. Use another e-mail address.")
        assert told in response.content.decode()
        assert (ProducerPage.objects.count(), self.state()) == (pages, RequestState.NEW)
        self.send("accept", email="Nha@Example.vn")
        assert mail.outbox[0].to == ["nha@example.vn"]
        assert self.state() == RequestState.ACCEPTED

    def test_declining_needs_a_reason_which_is_sent(self):
        response = self.send("decline", answer="  ")
        assert vi("Write why, and what the producer can do: it reads this in the e-mail.") in response.content.decode()
        assert self.state() == RequestState.NEW
        self.send("decline", answer="Nhờ gửi kèm số đăng ký & tên xã.")
        assert self.state() == RequestState.DECLINED
        (message,) = mail.outbox
        assert message.to == ["thang@example.vn"]
        assert "Nhờ gửi kèm số đăng ký & tên xã." in message.body
        assert ProducerPage.objects.count() == 0

    def test_nonsense_is_refused(self):
        for data in ({"decision": "khac"}, {"decision": "accept", "email": "khong"}, {}):
            assert self.client.post(self.url(), data).status_code == 200
        assert self.state() == RequestState.NEW
        assert self.client.get("/quan-tri/dang-ky-gian-hang/99999/").status_code == 404

    def test_a_mail_that_does_not_go_out_is_said(self):
        with mock.patch("django.core.mail.EmailMessage.send", side_effect=OSError), self.assertLogs():
            response = self.send("accept")
        assert "chưa gửi được thư" in response.content.decode()
        assert self.state() == RequestState.ACCEPTED

    def test_the_list_asks_as_much_for_many(self):
        first = query_count(self.client, "/quan-tri/dang-ky-gian-hang/")
        for number in range(15):
            StallRequestFactory(name=f"HTX {number}", commune=CommuneFactory(code=f"0{number}", name=f"Xã {number}"))
        assert query_count(self.client, "/quan-tri/dang-ky-gian-hang/") == first

    def test_what_waits_stands_on_the_officers_home(self):
        assert "HTX Rau sạch Nà Sản" in self.client.get("/quan-tri/").content.decode()
        self.send("decline", answer="Không.")
        assert "HTX Rau sạch Nà Sản" not in self.client.get("/quan-tri/").content.decode()


class AddingTests(JoiningTestCase):
    """A producer that comes without a request."""

    def setUp(self):
        super().setUp()
        self.client.force_login(self.officer)

    def add(self, **changes):
        data = {
            "name": "HTX Đồi Nắng",
            "legal_form": "to_hop_tac",
            "commune": self.commune.pk,
            "contact_name": "Lò Thị Hoạ",
            "email": "hoa@example.vn",
            **changes,
        }
        return self.client.post("/quan-tri/chu-the/them/", data, follow=True)

    def test_it_is_the_same_one_act(self):
        self.add()
        page = ProducerPage.objects.get()
        assert (page.slug, page.legal_form, page.live) == ("htx-doi-nang", "to_hop_tac", False)
        assert page.summary == "Tổ hợp tác, xã Mai Sơn."
        assert Stall.objects.get().producer == page
        assert Invitation.objects.get().is_lead
        assert mail.outbox[0].subject == "Mời bạn cùng chăm gian hàng HTX Đồi Nắng"
        self.assert_link_once(mail.outbox[0])

    def test_pressing_twice_adds_one_and_says_so(self):
        self.add()
        response = self.add()
        assert "đã có trên trang" in response.content.decode()
        assert ProducerPage.objects.count() == len(mail.outbox) == 1

    def test_a_name_that_is_here_under_another_form_is_asked_about_once(self):
        self.add()
        page = soup(self.add(name="Hợp tác xã ĐỒI NANG", email="khac@example.vn"))
        here = ProducerPage.objects.get()
        assert page.select_one(".help-warning li a")["href"] == f"/quan-tri/chu-the/{here.pk}/"
        assert page.select_one("[name=email]")["value"] == "khac@example.vn"
        seen = [field["value"] for field in page.select("[name=seen]")]
        self.add(name="Hợp tác xã ĐỒI NANG", email="khac@example.vn", seen=seen)
        assert list(ProducerPage.objects.order_by("pk").values_list("title", flat=True)) == [
            "HTX Đồi Nắng",
            "Hợp tác xã ĐỒI NANG",
        ]

    def test_a_mistake_is_removed_with_all_that_came_with_it(self):
        groups, collections = Group.objects.count(), Collection.objects.count()
        self.add()
        desk = f"/quan-tri/chu-the/{ProducerPage.objects.get().pk}/"
        edited = soup(self.client.get("/quan-tri/")).find("b", string="HTX Đồi Nắng")
        assert edited.parent["href"] == desk
        assert soup(self.client.get(desk)).select_one(f"a[href='{desk}bo/']")
        asked = self.client.get(desk + "bo/")
        assert "hoa@example.vn" in words(asked)
        assert ProducerPage.objects.count() == 1
        answer = self.client.post(desk + "bo/", follow=True)
        assert "Đã bỏ HTX Đồi Nắng." in answer.content.decode()
        assert not ProducerPage.objects.exists()
        assert not Invitation.objects.exists()
        assert (Group.objects.count(), Collection.objects.count()) == (groups, collections)

    def test_what_was_public_or_has_members_stays(self):
        public = ProducerPageFactory()
        peopled = MemberFactory(member_of=ProducerPageFactory(live=False)).memberships.get().producer
        for page in (public, peopled):
            desk = f"/quan-tri/chu-the/{page.pk}/"
            assert not soup(self.client.get(desk)).select(f"a[href='{desk}bo/']")
            assert self.client.get(desk + "bo/").status_code == 302
            self.client.post(desk + "bo/")
        assert ProducerPage.objects.count() == 2

    def test_the_browsers_tab_names_the_screen(self):
        self.add()
        names = [
            soup(self.client.get(path)).title
            for path in ("/quan-tri/chu-the/them/", f"/quan-tri/chu-the/{ProducerPage.objects.get().pk}/")
        ]
        assert [name.get_text(strip=True) for name in names] == [
            "Thêm chủ thể - OCOP Mai Sơn",
            "Thành viên: HTX Đồi Nắng - OCOP Mai Sơn",
        ]

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self):
        response = self.add(email="", commune="")
        assert soup(response).select_one("[name=name]")["value"] == "HTX Đồi Nắng"
        assert response.content.decode().count(vi("Please fill this in.")) == 2
        assert ProducerPage.objects.count() == 0

    def test_the_list_counts_members_and_finds_by_name(self):
        member = MemberFactory(member_of=ProducerPageFactory(title="HTX Suối Lành", live=False))
        listing = self.client.get("/quan-tri/chu-the/?q=suoi lanh")
        row = soup(listing).select_one("table tbody tr")
        assert [cell.get_text(strip=True) for cell in row.find_all("td")][1:] == ["xã Mai Sơn", "1 thành viên", "nháp"]
        assert row.a["href"] == f"/quan-tri/chu-the/{member.memberships.get().producer_id}/"
        assert self.client.get("/quan-tri/chu-the/?q=khongcogi&p=9&ordering=zzz").status_code == 200

    def test_the_list_asks_as_much_for_many(self):
        MemberFactory()
        first = query_count(self.client, "/quan-tri/chu-the/")
        for __ in range(12):
            MemberFactory()
        assert query_count(self.client, "/quan-tri/chu-the/") == first
