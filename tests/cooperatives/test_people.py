"""A producer's people: what its lead member and officers change, and what nobody can do to another producer's."""

import datetime

from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import TestCase
from django.utils import timezone

from cooperatives.joining import people
from cooperatives.models import Invitation, Membership
from cooperatives.onboarding import OnboardingError, end_membership, find_invitation, invite
from home.foundation.groups import prepare_groups
from tests.cooperatives.test_joining import officer
from tests.factories import MemberFactory, ProducerPageFactory, UserFactory, site_tree
from tests.reading import query_count, soup, vi, words

HERE = "/gian-hang/thanh-vien/"


class PeopleTestCase(TestCase):
    """Two producers, each with a lead member and a plain one, and an open invitation."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.officer = officer(username="canbo@example.vn")
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang")
        cls.lead = MemberFactory(member_of=cls.producer, member_of__lead=True, username="hoa@example.vn")
        cls.plain = MemberFactory(
            member_of=cls.producer, username="lan@example.vn", first_name="Lan", last_name="Cầm Thị"
        )
        cls.invitation = invite(cls.producer, "moi@example.vn", "Hà Thị Mới", cls.officer)[0]
        cls.other = ProducerPageFactory(title="HTX Suối Lành", slug="suoi-lanh")
        cls.stranger = MemberFactory(
            member_of=cls.other, member_of__lead=True, username="thang@example.vn", last_name="Quàng Văn"
        )
        cls.other_invitation = invite(cls.other, "ban@example.vn", "Lường Văn Bạn", cls.officer)[0]

    def setUp(self):
        cache.clear()
        mail.outbox.clear()
        self.client.force_login(self.lead)

    def membership(self, user):
        return Membership.objects.get(user=user)

    def active(self, producer=None):
        rows = Membership.objects.active().filter(producer=producer or self.producer)
        return {row.user.username: row.is_lead for row in rows.select_related("user")}

    def everything(self):
        return list(Membership.objects.order_by("pk").values()), list(Invitation.objects.order_by("pk").values())


class LeadMemberTests(PeopleTestCase):
    """/gian-hang/thanh-vien/ for a lead member."""

    def test_the_list_names_people_and_invitations(self):
        text = words(self.client.get(HERE))
        for part in ("Lò Thị Hoạ thành viên phụ trách", "Cầm Thị Lan", "Hà Thị Mới", "moi@example.vn"):
            assert part in text
        for secret in ("Suối Lành", "thang@example.vn", "Bạn"):
            assert secret not in text.replace("cùng bạn", "")

    def acts_of(self, user):
        """Return what the list offers and tells at a member: the names of the buttons, the sentences under its name."""
        (row,) = [row for row in soup(self.client.get(HERE)).select(".person") if user.email in words(row)]
        return [words(act) for act in row.select(".button")], [words(line) for line in row.select("p")][2:]

    def test_what_would_be_refused_to_the_only_lead_is_not_offered_but_told(self):
        told = "Gian hàng chỉ có một người phụ trách. Muốn thôi thì giao phụ trách cho người khác trước."
        assert self.acts_of(self.lead) == ([], [told])
        assert self.acts_of(self.plain) == (["Giao phụ trách", "Cho thôi làm thành viên : Cầm Thị Lan"], [])
        Membership.objects.filter(user=self.plain).update(is_lead=True)
        assert self.acts_of(self.lead) == (["Thôi phụ trách", "Rời gian hàng : Lò Thị Hoạ"], [])
        end_membership(self.membership(self.plain))
        told = (
            "Gian hàng chỉ có một người phụ trách. Muốn thôi thì mời thêm người, rồi giao phụ trách cho người ấy trước."
        )
        assert self.acts_of(self.lead) == ([], [told])

    def test_inviting_sends_one_link(self):
        response = self.client.post(HERE, {"name": " Lò  Văn Út ", "email": "Ut@Example.vn"}, follow=True)
        assert "Lời mời đang trên đường tới ut@example.vn." in words(response)
        invitation = Invitation.objects.get(email="ut@example.vn")
        assert (invitation.producer, invitation.name, invitation.is_lead) == (self.producer, "Lò Văn Út", False)
        assert invitation.invited_by == self.lead
        assert mail.outbox[0].to == ["ut@example.vn"]
        assert "http://testserver/gian-hang/loi-moi/" in mail.outbox[0].body

    def test_what_is_posted_says_neither_whose_nor_what_rank(self):
        self.client.post(
            HERE,
            {
                "name": "Út",
                "email": "ut@example.vn",
                "producer": self.other.pk,
                "producer_id": self.other.pk,
                "is_lead": "on",
                "is_superuser": "1",
            },
        )
        invitation = Invitation.objects.get(email="ut@example.vn")
        assert (invitation.producer, invitation.is_lead) == (self.producer, False)

    def test_bad_input_is_said_and_kept(self):
        before = self.everything()
        for name, email in (("", ""), ("x" * 121, "ut@example.vn"), ("http://a.vn", "ut@example.vn"), ("Út", "ut@")):
            response = self.client.post(HERE, {"name": name, "email": email})
            assert soup(response).select_one("[name=email]").get("value", "") == email
        response = self.client.post(HERE, {"name": "Lan", "email": "LAN@example.vn"})
        assert vi("This person is a member already.") in words(response)
        assert self.everything() == before

    def test_the_number_of_invitations_a_day_is_limited(self):
        for number in range(people.INVITATIONS.times):
            self.client.post(HERE, {"name": "Út", "email": f"ut{number}@example.vn"})
        response = self.client.post(HERE, {"name": "Út", "email": "cuoi@example.vn"})
        assert "Bạn đợi 24 giờ nữa nhé." in words(response)
        assert not Invitation.objects.filter(email="cuoi@example.vn").exists()

    def test_the_answer_is_the_same_whoever_an_address_belongs_to(self):
        standing = list(Membership.objects.order_by("pk").values())
        for address in ("thang@example.vn", self.officer.email, "ut@example.vn"):
            with self.subTest(address):
                response = self.client.post(HERE, {"name": "Quàng Văn Thắng", "email": address}, follow=True)
                assert f"Lời mời đang trên đường tới {address}." in words(response)
                (invitation,) = Invitation.objects.open().filter(producer=self.producer, email=address)
                assert address in words(soup(self.client.get(HERE)).select(".people")[1])
                response = self.client.post(f"{HERE}loi-moi/{invitation.pk}/gui-lai/", follow=True)
                assert f"Lời mời đang trên đường tới {address}." in words(response)
        assert list(Membership.objects.order_by("pk").values()) == standing
        *elsewhere, __, __ = mail.outbox
        assert [message.to for message in elsewhere] == [["thang@example.vn"]] * 2 + [[self.officer.email]] * 2
        for message in elsewhere:
            assert "Lò Thị Hoạ mời bạn cùng chăm gian hàng HTX Đồi Nắng" in message.body
            assert "đã gắn với một tài khoản khác trên trang" in message.body
            assert "/gian-hang/loi-moi/" not in message.body

    def test_whose_other_role_has_ended_gets_the_link_when_it_is_sent_again(self):
        self.client.post(HERE, {"name": "Quàng Văn Thắng", "email": "thang@example.vn"})
        end_membership(self.membership(self.stranger))
        invitation = Invitation.objects.open().get(producer=self.producer, email="thang@example.vn")
        self.client.post(f"{HERE}loi-moi/{invitation.pk}/gui-lai/")
        assert ["/gian-hang/loi-moi/" in message.body for message in mail.outbox] == [False, True]

    def test_sending_again_gives_a_new_link_and_ends_the_old_one(self):
        old = invite(self.producer, "cu@example.vn", "Cũ", self.officer, is_lead=True)
        Invitation.objects.filter(pk=old[0].pk).update(expires_at=timezone.now() - datetime.timedelta(days=1))
        assert "đường dẫn đã hết hạn" in words(self.client.get(HERE))
        self.client.post(f"{HERE}loi-moi/{old[0].pk}/gui-lai/")
        (fresh,) = Invitation.objects.open().filter(email="cu@example.vn")
        assert (fresh.is_lead, fresh.name) == (True, "Cũ")
        assert find_invitation(old[1]) is None
        invited = soup(self.client.get(HERE)).select(".people")[1]
        assert words(invited).count("cu@example.vn") == 1
        assert mail.outbox[0].to == ["cu@example.vn"]

    def test_a_second_invitation_to_an_address_is_asked_about_first(self):
        first = invite(self.producer, "cu@example.vn", "Hà Thị Cũ", self.officer, is_lead=True)[0]
        again = {"name": "Hà Thị Cũ", "email": "CU@example.vn"}
        before = self.everything()
        response = self.client.post(HERE, again)
        assert self.everything() == before
        assert mail.outbox == []
        text = words(response)
        assert "cu@example.vn đã được mời rồi." in text
        assert "cho Hà Thị Cũ, làm thành viên phụ trách." in text
        assert "người nhận tham gia làm thành viên." in text
        assert soup(response).select_one("[name=replaces]")["value"] == str(first.pk)
        for other in ("", "abc", str(self.other_invitation.pk)):
            self.client.post(HERE, {**again, "replaces": other})
        assert self.everything() == before
        self.client.post(HERE, {**again, "replaces": first.pk})
        (fresh,) = Invitation.objects.open().filter(email="cu@example.vn")
        assert (fresh.is_lead, fresh.pk == first.pk) == (False, False)

    def test_taking_back(self):
        asked = words(self.client.get(f"{HERE}loi-moi/{self.invitation.pk}/thu-hoi/"))
        assert "Thu hồi lời mời gửi Hà Thị Mới?" in asked
        self.invitation.refresh_from_db()
        assert self.invitation.is_open
        response = self.client.post(f"{HERE}loi-moi/{self.invitation.pk}/thu-hoi/", follow=True)
        assert "Lời mời tới moi@example.vn không còn dùng được." in words(response)
        self.invitation.refresh_from_db()
        assert not self.invitation.is_open
        assert self.client.post(f"{HERE}loi-moi/{self.invitation.pk}/thu-hoi/").status_code == 404

    def test_the_lead_goes_to_another_and_the_last_one_stays(self):
        url = f"{HERE}{self.membership(self.plain).pk}/phu-trach/"
        self.client.post(url, {"lead": "1"})
        assert self.active() == {"hoa@example.vn": True, "lan@example.vn": True}
        own = f"{HERE}{self.membership(self.lead).pk}/phu-trach/"
        self.client.post(own, {"lead": "0"})
        assert self.active() == {"hoa@example.vn": False, "lan@example.vn": True}
        self.client.force_login(self.plain)
        response = self.client.post(url, {"lead": "0"}, follow=True)
        assert vi("This is the only lead member. Make somebody else lead member first, or ask an officer.") in words(
            response
        )
        assert self.active()["lan@example.vn"] is True

    def test_ending_asks_first_says_what_happens_and_is_at_once(self):
        url = f"{HERE}{self.membership(self.plain).pk}/ket-thuc/"
        text = words(self.client.get(url))
        assert "Cho Cầm Thị Lan thôi làm thành viên?" in text
        assert vi("The person is signed out at once, on every phone and computer.") in text
        assert "lan@example.vn" in self.active()
        phone = self.client_class()
        phone.force_login(self.plain)
        assert phone.get(HERE).status_code == 200
        self.client.post(url)
        assert phone.get(HERE).status_code == 302
        assert self.active() == {"hoa@example.vn": True}
        ended = Membership.objects.get(user=self.plain)
        assert (ended.ended_by, ended.user.is_active) == (self.lead, False)
        assert mail.outbox[0].to == ["lan@example.vn"]
        assert self.client.post(url).status_code == 404

    def test_the_only_lead_cannot_leave_but_one_of_two_can(self):
        url = f"{HERE}{self.membership(self.lead).pk}/ket-thuc/"
        assert "là người phụ trách duy nhất" in words(self.client.get(url))
        assert soup(self.client.get(url)).select("main form[method=post] .button--danger") == []
        self.client.post(url)
        assert self.active()["hoa@example.vn"] is True
        Membership.objects.filter(user=self.plain).update(is_lead=True)
        assert "Rời gian hàng?" in words(self.client.get(url))
        assert self.client.post(url)["Location"] == "/"
        assert self.active() == {"lan@example.vn": True}
        assert self.client.get(HERE).status_code == 302

    def test_a_member_removed_while_the_form_is_open_changes_nothing(self):
        assert self.client.get(HERE).status_code == 200
        end_membership(self.membership(self.lead))
        before = self.everything()
        response = self.client.post(HERE, {"name": "Út", "email": "ut@example.vn"})
        assert response["Location"].startswith("/dang-nhap/")
        assert self.everything() == before

    def test_the_list_asks_as_much_for_many(self):
        first = query_count(self.client, HERE)
        for number in range(12):
            MemberFactory(member_of=self.producer)
            invite(self.producer, f"nguoi{number}@example.vn", "Người", self.officer)
        assert query_count(self.client, HERE) == first


class PlainMemberTests(PeopleTestCase):
    """/gian-hang/thanh-vien/ for whoever does not lead."""

    def test_the_list_is_for_reading(self):
        self.client.force_login(self.plain)
        response = self.client.get(HERE)
        assert "Lò Thị Hoạ" in words(response)
        page = soup(response).select_one("main")
        assert page.select("form, .person__acts") == []

    def test_nothing_can_be_changed(self):
        self.client.force_login(self.plain)
        before = self.everything()
        for path in self.acts(self.membership(self.lead), self.invitation):
            assert self.client.post(path, {"lead": "1", "name": "Út", "email": "ut@example.vn"}).status_code == 403
        assert self.client.get(f"{HERE}{self.membership(self.lead).pk}/ket-thuc/").status_code == 403
        assert self.everything() == before
        assert mail.outbox == []

    @staticmethod
    def acts(membership, invitation):
        return [
            HERE,
            f"{HERE}loi-moi/{invitation.pk}/gui-lai/",
            f"{HERE}loi-moi/{invitation.pk}/thu-hoi/",
            f"{HERE}{membership.pk}/phu-trach/",
            f"{HERE}{membership.pk}/ket-thuc/",
        ]


class OthersTests(PeopleTestCase):
    """Nothing of another producer's people is there, in both directions."""

    def test_their_ids_are_not_found(self):
        for me, whose, invitation in (
            (self.lead, self.stranger, self.other_invitation),
            (self.stranger, self.lead, self.invitation),
        ):
            self.client.force_login(me)
            before = self.everything()
            for path in PlainMemberTests.acts(self.membership(whose), invitation)[1:]:
                assert self.client.post(path, {"lead": "1"}).status_code == 404
            assert self.client.get(f"{HERE}{self.membership(whose).pk}/ket-thuc/").status_code == 404
            assert self.client.get(f"{HERE}loi-moi/{invitation.pk}/thu-hoi/").status_code == 404
            assert self.everything() == before

    def test_an_acts_address_is_not_opened_by_a_link(self):
        __, resend, __, lead, __ = PlainMemberTests.acts(self.membership(self.plain), self.invitation)
        for path in (resend, lead):
            assert self.client.get(path).status_code == 405

    def test_the_house_and_strangers_have_no_list_here(self):
        for user in (self.officer, UserFactory()):
            self.client.force_login(user)
            assert self.client.get(HERE).status_code == 403
        self.client.logout()
        assert self.client.get(HERE)["Location"] == f"/dang-nhap/?next={HERE}"


class OfficersPeopleTests(PeopleTestCase):
    """The same in the admin, for any producer."""

    def setUp(self):
        super().setUp()
        self.client.force_login(self.officer)
        self.here = f"/quan-tri/chu-the/{self.producer.pk}/"

    def test_the_list_and_the_acts(self):
        text = words(self.client.get(self.here))
        for part in ("Lò Thị Hoạ", "Cầm Thị Lan", "Hà Thị Mới"):
            assert part in text
        self.client.post(self.here, {"name": "Út", "email": "ut@example.vn", "is_lead": "on"})
        assert Invitation.objects.get(email="ut@example.vn").is_lead
        self.client.post(f"{self.here}loi-moi/{self.invitation.pk}/gui-lai/")
        assert [message.to for message in mail.outbox] == [["ut@example.vn"], ["moi@example.vn"]]
        fresh = Invitation.objects.open().get(email="moi@example.vn")
        assert "Thu hồi lời mời gửi Hà Thị Mới?" in words(self.client.get(f"{self.here}loi-moi/{fresh.pk}/thu-hoi/"))
        response = self.client.post(self.here, {"name": "Mới", "email": "moi@example.vn", "is_lead": "on"})
        assert "người nhận tham gia làm thành viên phụ trách." in words(response)
        assert soup(response).select_one("[name=replaces]")["value"] == str(fresh.pk)
        self.client.post(f"{self.here}loi-moi/{fresh.pk}/thu-hoi/")
        assert not Invitation.objects.open().filter(email="moi@example.vn").exists()
        self.client.post(f"{self.here}thanh-vien/{self.membership(self.plain).pk}/phu-trach/", {"lead": "1"})
        assert self.active() == {"hoa@example.vn": True, "lan@example.vn": True}

    def test_an_officer_reads_why_an_account_cannot_be_invited(self):
        for address, reason in (
            ("thang@example.vn", "This account already belongs to another producer. Use another e-mail address."),
            (self.officer.email, "This account has another role on the site. Use another e-mail address."),
        ):
            response = self.client.post(self.here, {"name": "Thắng", "email": address})
            assert vi(reason) in words(response)
            assert not Invitation.objects.filter(producer=self.producer, email=address).exists()
        assert mail.outbox == []

    def test_the_draft_is_a_link_away(self):
        draft = f"{self.here}ban-nhap/"
        assert not soup(self.client.get(self.here)).select(f'a[href="{draft}"]')
        self.producer.title = "HTX Đồi Nắng Mới"
        self.producer.save_revision()
        assert soup(self.client.get(self.here)).select_one(f'a[href="{draft}"]').text == vi("See the draft")
        assert "HTX Đồi Nắng Mới" in words(self.client.get(draft))
        self.client.force_login(self.lead)
        assert self.client.get(draft).status_code == 403

    def test_an_officer_may_end_the_last_lead_after_a_warning(self):
        url = f"{self.here}thanh-vien/{self.membership(self.lead).pk}/ket-thuc/"
        assert "người phụ trách duy nhất" in words(self.client.get(url))
        self.client.post(url)
        assert self.active() == {"lan@example.vn": False}
        assert vi("There is no lead member. Make somebody lead member.") in words(self.client.get(self.here))

    def test_people_stand_below_their_own_producer_alone(self):
        before = self.everything()
        strange = self.membership(self.stranger).pk
        for path in (
            f"{self.here}thanh-vien/{strange}/ket-thuc/",
            f"{self.here}thanh-vien/{strange}/phu-trach/",
            f"{self.here}loi-moi/{self.other_invitation.pk}/gui-lai/",
            f"{self.here}loi-moi/{self.other_invitation.pk}/thu-hoi/",
            "/quan-tri/chu-the/99999/",
        ):
            assert self.client.post(path, {"lead": "1"}).status_code == 404
        assert self.everything() == before

    def test_the_list_asks_as_much_for_many(self):
        first = query_count(self.client, self.here)
        for number in range(12):
            MemberFactory(member_of=self.producer)
            invite(self.producer, f"nguoi{number}@example.vn", "Người", self.officer)
        assert query_count(self.client, self.here) == first


class LastLeadTests(PeopleTestCase):
    """The rule itself."""

    def test_two_leads_who_end_each_other_leave_one(self):
        Membership.objects.filter(user=self.plain).update(is_lead=True)
        first, second = self.membership(self.lead), self.membership(self.plain)
        people.end(first, self.plain, keep_a_lead=True)
        with self.assertRaises(OnboardingError):
            people.end(second, self.lead, keep_a_lead=True)
        assert self.active() == {"lan@example.vn": True}
        assert get_user_model().objects.get(pk=self.plain.pk).is_active
