"""Stalls, members and invitations: every step may be repeated, and ending is at once."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, PageSubscription

from cooperatives.access.standing import standing
from cooperatives.models import Invitation, Membership, ProducerPage, Stall
from cooperatives.onboarding import (
    OnboardingError,
    accept,
    add_member,
    end_membership,
    find_invitation,
    forget_standing,
    invite,
    mend_stall,
    open_stall,
    stall_name,
)
from cooperatives.rights import FILE_RIGHTS, MEMBER_PAGE_RIGHTS, grant_pages
from home.foundation.groups import EDITORS
from tests.factories import MemberFactory, ProducerPageFactory, UserFactory

PASSWORD = "nắng-lên-đồi-9"


class StallTests(TestCase):
    """One act makes group, collection and rights."""

    @classmethod
    def setUpTestData(cls):
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng")

    def rights(self, stall):
        pages = GroupPagePermission.objects.filter(group=stall.group)
        files = GroupCollectionPermission.objects.filter(group=stall.group)
        return (
            sorted(pages.values_list("page", "permission__codename")),
            sorted(files.values_list("collection", "permission__codename")),
        )

    def expected(self, stall):
        codenames = [name.split(".")[1] for name in FILE_RIGHTS]
        return (
            sorted((stall.producer_id, name) for name in MEMBER_PAGE_RIGHTS),
            sorted((stall.collection_id, name) for name in codenames),
        )

    def test_opening_twice_makes_one(self):
        stall = open_stall(self.producer)
        counts = Group.objects.count(), Collection.objects.count(), GroupPagePermission.objects.count()
        assert open_stall(self.producer) == stall
        assert (Group.objects.count(), Collection.objects.count(), GroupPagePermission.objects.count()) == counts
        assert mend_stall(self.producer) == (stall, [])
        assert self.rights(stall) == self.expected(stall)

    def test_two_producers_of_one_name_share_nothing(self):
        other = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang-2")
        first, second = open_stall(self.producer), open_stall(other)
        assert first.group_id != second.group_id
        assert first.collection_id != second.collection_id

    def test_a_group_of_that_name_left_over_is_emptied_before_use(self):
        stranger = UserFactory()
        group = Group.objects.create(name=f"HTX Đồi Nắng (chủ thể {self.producer.pk})")
        group.user_set.add(stranger)
        stall = open_stall(self.producer)
        assert stall.group == group
        assert list(group.user_set.all()) == []

    def test_mending_takes_away_what_does_not_belong(self):
        other = ProducerPageFactory(title="HTX Suối Lành")
        stall, member, stranger = open_stall(self.producer), MemberFactory(member_of=self.producer), UserFactory()
        stall.group.user_set.set([stranger])
        grant_pages(stall.group, other, ["change_page"])
        grant_pages(stall.group, self.producer, ["publish_page"])
        GroupPagePermission.objects.filter(group=stall.group, permission__codename="add_page").delete()
        GroupCollectionPermission.objects.filter(group=stall.group).delete()
        stall.group.permissions.clear()
        __, mended = mend_stall(self.producer)
        assert mended == [
            "set the group's own rights",
            "took away rights on other pages",
            "gave the rights on its own page",
            "gave the rights on its own collection",
            "took 1 who are not members out of the group",
            "put 1 members into the group",
        ]
        assert self.rights(stall) == self.expected(stall)
        assert list(stall.group.user_set.all()) == [member]
        assert mend_stall(self.producer)[1] == []

    def test_mending_takes_away_what_a_member_may_do_elsewhere(self):
        member, administrator = MemberFactory(member_of=self.producer), MemberFactory(member_of=self.producer)
        get_user_model().objects.filter(pk=administrator.pk).update(is_superuser=True)
        for user in (member, administrator):
            user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
        member.user_permissions.add(Permission.objects.get(codename="add_user"))
        stall, mended = mend_stall(self.producer)
        assert mended == ["took rights from elsewhere away from 1 members"]
        assert list(member.groups.all()) == [stall.group]
        assert not member.user_permissions.exists()
        assert administrator.groups.count() == 2

    def test_mending_takes_the_collection_out_of_another_producers(self):
        stall, other = open_stall(self.producer), open_stall(ProducerPageFactory(title="HTX Suối Lành"))
        stall.collection.refresh_from_db()  # the other's may have come before it, and moved it along
        stall.collection.move(other.collection, pos="sorted-child")
        assert mend_stall(self.producer)[1] == ["moved its collection below the root"]
        assert Collection.objects.get(pk=stall.collection_id).get_parent() == Collection.get_first_root_node()
        assert mend_stall(self.producer)[1] == []

    def test_a_stall_made_anew_finds_the_files_of_the_old_one(self):
        stall = open_stall(self.producer)
        stall.delete()
        self.producer.title = "HTX Đồi Gió"
        self.producer.save()
        assert open_stall(ProducerPage.objects.get(pk=self.producer.pk)).collection == stall.collection

    def test_the_names_follow_the_page(self):
        stall = open_stall(self.producer)
        self.producer.title = "HTX Đồi Gió"
        self.producer.save()
        stall = open_stall(self.producer)
        assert stall.group.name == stall.collection.name == f"HTX Đồi Gió (chủ thể {self.producer.pk})"

    def test_collections_stand_in_lists_by_the_producers_names(self):
        for title in ("HTX Suối Lành", "HTX An Bình"):
            open_stall(ProducerPageFactory(title=title))
        open_stall(self.producer)
        self.producer.title = "HTX Yên Sơn"
        self.producer.save()
        open_stall(self.producer)
        names = Collection.objects.exclude(stall=None).order_by("path").values_list("name", flat=True)
        assert [name.partition(" (")[0] for name in names] == ["HTX An Bình", "HTX Suối Lành", "HTX Yên Sơn"]

    def test_a_long_title_leaves_room_for_the_number(self):
        self.producer.title = "HTX " + "Mường Bú " * 20
        name = stall_name(self.producer)
        assert (len(name), name.endswith(f" (chủ thể {self.producer.pk})")) == (150, True)

    def test_the_command_mends_every_producer_and_says_what(self):
        from io import StringIO

        out = StringIO()
        call_command("check_access", stdout=out)
        assert f"{self.producer.pk} HTX Đồi Nắng: made the stall" in out.getvalue()
        assert "1 producers checked, 1 mended." in out.getvalue()
        out = StringIO()
        call_command("check_access", stdout=out)
        assert out.getvalue() == "1 producers checked, 0 mended.\n"

    def test_deleting_the_page_closes_its_members_accounts(self):
        member = MemberFactory(member_of=self.producer)
        group = member.groups.get()
        self.producer.delete()
        member = get_user_model().objects.get(pk=member.pk)
        assert not member.is_active
        assert not Group.objects.filter(pk=group.pk).exists()
        assert Stall.objects.count() == Membership.objects.count() == 0


class MembershipTests(TestCase):
    """A person belongs to one producer, and an end is an end."""

    @classmethod
    def setUpTestData(cls):
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng")
        cls.other = ProducerPageFactory(title="HTX Suối Lành")

    def test_standing_of_everybody(self):
        member = MemberFactory(member_of=self.producer)
        assert standing(member).producer == self.producer
        editor = UserFactory()
        editor.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
        assert not standing(editor).is_member
        assert not standing(UserFactory(is_superuser=True)).is_member
        in_group_only = UserFactory()
        in_group_only.groups.add(open_stall(self.other).group)
        assert standing(in_group_only).is_member
        assert standing(in_group_only).producer is None

    def test_one_account_has_one_role(self):
        member = MemberFactory(member_of=self.producer)
        with pytest.raises(OnboardingError):
            add_member(member, self.other)
        editor = UserFactory()
        editor.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
        with pytest.raises(OnboardingError):
            add_member(editor, self.producer)
        assert Membership.objects.count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=member, producer=self.other)

    def test_an_end_closes_rights_sessions_and_account(self):
        member = MemberFactory(member_of=self.producer)
        member.set_password(PASSWORD)
        member.save()
        self.client.force_login(member)
        assert self.client.get("/quan-tri/account/").status_code != 302
        end_membership(member.memberships.get(), by=UserFactory(is_superuser=True))
        assert self.client.get("/quan-tri/account/").status_code == 302
        member = get_user_model().objects.get(pk=member.pk)
        assert not member.is_active
        assert not member.groups.exists()
        assert not self.client.login(username=member.username, password=PASSWORD)
        # Woken again, an old session stays closed: its password is gone.
        member.is_active = True
        member.save()
        assert self.client.get("/quan-tri/account/").status_code == 302

    def test_invitations_that_the_person_sent_or_got_end_with_it(self):
        producer = ProducerPageFactory()
        member = UserFactory(member_of=producer)
        _sent, token = invite(producer, "sau@vi.du", "Người sau", member)
        end_membership(member.memberships.get())
        assert find_invitation(token) is None

    def test_comments_on_its_pages_are_no_mail_for_the_person_any_more(self):
        member, colleague = MemberFactory(member_of=self.producer), MemberFactory(member_of=self.producer)
        for user in (member, colleague):
            PageSubscription.objects.create(page=self.producer.page_ptr, user=user, comment_notifications=True)
        end_membership(member.memberships.get())
        assert [row.user for row in PageSubscription.objects.all()] == [colleague]

    def test_ending_twice_keeps_the_first_end(self):
        membership = MemberFactory(member_of=self.producer).memberships.get()
        end_membership(membership)
        first = membership.ended_at
        end_membership(membership)
        assert membership.ended_at == first


class InvitationTests(TestCase):
    """A link works once, for a while."""

    @classmethod
    def setUpTestData(cls):
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng")
        cls.officer = UserFactory(is_superuser=True)

    def invited(self, email="Hoa@Example.vn", **kwargs):
        return invite(self.producer, email, "Lò Thị Hoạ", self.officer, **kwargs)

    def test_it_makes_a_member_once(self):
        __, token = self.invited(is_lead=True)
        user = accept(token, PASSWORD)
        assert (user.username, user.first_name, user.last_name) == ("hoa@example.vn", "Hoạ", "Lò Thị")
        assert user.check_password(PASSWORD)
        membership = user.memberships.get()
        assert (membership.producer, membership.is_lead) == (self.producer, True)
        assert accept(token, "mật-khẩu-khác-9") is None
        user.refresh_from_db()
        assert user.check_password(PASSWORD)

    def test_the_token_itself_is_kept_nowhere(self):
        invitation, token = self.invited()
        assert token not in str(Invitation.objects.filter(pk=invitation.pk).values().get())

    def test_it_expires_and_can_be_taken_back(self):
        __, token = self.invited()
        Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
        assert find_invitation(token) is None
        assert accept(token, PASSWORD) is None
        __, second = self.invited()
        __, third = self.invited()
        assert accept(second, PASSWORD) is None
        assert accept(third, PASSWORD) is not None

    def test_nonsense_opens_nothing(self):
        for token in ("", "x", "\x00", "á" * 5000):
            assert find_invitation(token) is None

    def test_it_wakes_an_account_that_was_closed(self):
        member = MemberFactory(member_of=self.producer)
        end_membership(member.memberships.get())
        __, token = self.invited(member.email)
        user = accept(token, PASSWORD)
        assert user.pk == member.pk
        forget_standing(user)
        assert standing(user).producer == self.producer

    def test_people_with_a_role_are_not_invited(self):
        other_member, editor = MemberFactory(), UserFactory()
        editor.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
        for user in (other_member, editor, self.officer):
            with pytest.raises(OnboardingError):
                self.invited(user.email)
        assert Invitation.objects.count() == 0

    def test_a_discreet_invitation_of_theirs_is_made_and_cannot_be_taken_up(self):
        other_member = MemberFactory(password="!")
        invitation, token = self.invited(other_member.email, is_discreet=True)
        with pytest.raises(OnboardingError):
            accept(token, "chín-chữ-và-số-8")
        invitation.refresh_from_db()
        assert invitation.is_open
        assert type(other_member).objects.values().get(pk=other_member.pk)["password"] == "!"
        assert other_member.memberships.get().producer != self.producer
