"""A contact that a member wrote and an editor published."""

import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from cooperatives.choices import LivingFact
from cooperatives.models import ContactConfirmation, LivingChange, ProducerPage
from cooperatives.stall.changes import CannotUndoError, take_back
from cooperatives.stall.confirming import confirm_all, confirm_contact
from home.foundation.groups import EDITORS
from tests.cooperatives.stall.case import StallTestCase, ago
from tests.factories import ProducerPageFactory, UserFactory
from tests.reading import soup, words


class WrittenContactTests(StallTestCase):
    """It counts as confirmed by its writer on the day on which it was written, not on that of its approval."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.editor = UserFactory()
        cls.editor.groups.add(Group.objects.get(name=EDITORS))

    def write(self, user, days=0, producer=None, **contact):
        """Returns the revision in which `user` wrote something so many days ago."""
        page = ProducerPage.objects.get(pk=(producer or self.producer).pk).get_latest_revision_as_object()
        for name, value in contact.items():
            setattr(page, name, value)
        with time_machine.travel(timezone.now() - timezone.timedelta(days=days)):
            return page.save_revision(user=user)

    def day(self):
        return ContactConfirmation.objects.values_list("confirmed_on", flat=True).filter(producer=self.producer).first()

    def test_the_day_is_that_of_the_writing_and_the_name_the_writers(self):
        ContactConfirmation.objects.create(producer=self.producer, confirmed_on=ago(80))
        self.write(self.member, 20, summary="Câu đầu.")
        self.write(self.colleague, 12, phone="0212000999")
        self.write(self.member, 9, summary="Câu mới.")
        self.write(self.editor, 1, summary="Câu mới, đã sửa lỗi.").publish(user=self.editor)
        assert self.day() == ago(12)
        change = LivingChange.objects.get()
        assert (change.fact, change.user, change.page_id) == (LivingFact.CONTACT, self.colleague, self.producer.pk)
        [line] = soup(self.client.get(reverse("stall:history"))).select(".stall-history__line")
        day = ago(12)
        told = f"Liên hệ mới, viết ngày {day.day}/{day.month}/{day.year}, đã được đăng"
        assert words(line.select_one(".stall-history__texts")) == told
        assert not line.form
        assert "000999" not in str(change.before) + str(change.after)

    def test_a_page_published_for_the_first_time_counts_too(self):
        new = ProducerPageFactory(phone="", live=False, first_published_at=None)
        ProducerPage.objects.filter(pk=new.pk).update(first_published_at=None)
        self.member.memberships.update(producer=new)
        self.write(self.member, 3, new, phone="0212000777").publish(user=self.editor)
        assert ContactConfirmation.objects.get(producer=new).confirmed_on == ago(3)

    def test_the_same_contact_again_is_no_confirmation(self):
        ContactConfirmation.objects.create(producer=self.producer, confirmed_on=ago(80))
        phone = ProducerPage.objects.get(pk=self.producer.pk).phone
        self.write(self.member, 2, summary="Câu mới.", phone=f"{phone[:4]} {phone[4:]}").publish(user=self.editor)
        assert self.day() == ago(80)
        assert not LivingChange.objects.exists()

    def test_what_the_house_wrote_is_no_members_word(self):
        ContactConfirmation.objects.create(producer=self.producer, confirmed_on=ago(80))
        self.write(self.member, 9, summary="Câu mới.")
        self.write(self.editor, 2, phone="0212000999").publish(user=self.editor)
        self.write(self.stranger, 1, zalo="0212000888").publish(user=self.editor)
        assert self.day() == ago(80)
        assert not LivingChange.objects.exists()

    def test_an_older_day_never_comes_to_stand_under_the_new_number(self):
        ContactConfirmation.objects.create(producer=self.producer, confirmed_on=ago(80))
        alone = confirm_contact(self.producer, self.colleague)
        ContactConfirmation.objects.update(confirmed_on=ago(80))
        everything = confirm_all(self.producer, self.colleague)
        self.write(self.member, phone="0212000999").publish(user=self.editor)
        assert self.day() == ago(0)
        for change in (alone, everything, LivingChange.objects.order_by("-pk").first()):
            with self.assertRaises(CannotUndoError):
                take_back(change, self.member)
        assert self.day() == ago(0)

    def test_nor_under_one_that_an_officer_wrote_on_the_same_day(self):
        ContactConfirmation.objects.create(producer=self.producer, confirmed_on=ago(80))
        for confirm in (confirm_contact, confirm_all):
            ContactConfirmation.objects.update(confirmed_on=ago(80))
            change = confirm(self.producer, self.colleague)
            self.write(self.editor, phone=f"02120009{change.pk % 90 + 10}").publish(user=self.editor)
            with self.assertRaises(CannotUndoError):
                take_back(change, self.member)
            assert self.day() == ago(0)

    def test_confirmed_again_the_new_number_keeps_its_own_day(self):
        self.write(self.member, 5, phone="0212000999").publish(user=self.editor)
        change = confirm_all(self.producer, self.member)
        take_back(change, self.member)
        assert self.day() == ago(5)
