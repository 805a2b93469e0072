"""The contact: as published, and confirmed with a day."""

from django.urls import reverse
from django.utils import timezone

from cooperatives.choices import LivingFact
from cooperatives.models import ContactConfirmation, LivingChange, ProducerPage
from tests.cooperatives.stall.case import StallTestCase, ago
from tests.reading import soup, words


class ContactTests(StallTestCase):
    """The contact is confirmed here and changed through the page's draft."""

    def test_it_stands_as_published(self):
        page = ProducerPage.objects.get(pk=self.producer.pk)
        page.phone = "0212000999"
        page.save_revision(user=self.member)
        text = words(self.client.get(reverse("stall:contact")))
        assert "0212 000 100" in text
        assert "000 999" not in text
        assert "Chưa xác nhận lần nào." in text

    def test_without_any_it_asks_for_one_instead_of_a_confirmation(self):
        ProducerPage.objects.filter(pk=self.producer.pk).update(phone="", zalo="", email="")
        page = soup(self.client.get(reverse("stall:contact")))
        assert "người mua chưa biết hỏi bạn ở đâu" in words(page.select_one(".lead"))
        assert [words(button) for button in page.select("main .stall-buttons .button")] == ["Sửa trên trang"]

    def test_while_the_page_waits_it_is_withdrawn_and_not_opened(self):
        page = ProducerPage.objects.get(pk=self.producer.pk)
        page.phone = "0212000999"
        page.save_revision(user=self.member)
        page.get_workflow().start(page, self.member)
        acts = soup(self.client.get(reverse("stall:contact"))).select("main .stall-buttons .button")
        assert [words(act) for act in acts] == ["Vẫn đúng", "Rút lại để viết tiếp"]
        self.client.post(acts[1].parent["action"], {"next": reverse("stall:contact")})
        acts = soup(self.client.get(reverse("stall:contact"))).select("main .stall-buttons .button")
        assert [words(act) for act in acts] == ["Vẫn đúng", "Sửa trên trang"]

    def test_without_any_there_is_nothing_to_confirm(self):
        ProducerPage.objects.filter(pk=self.producer.pk).update(phone="", zalo="", email="")
        edit = reverse("wagtailadmin_pages:edit", args=[self.producer.pk])
        for name, sentence in (
            ("confirm_contact", "Chưa có số điện thoại, Zalo hay email nào để xác nhận. Thêm số điện thoại"),
            ("confirm_all", "Chưa có liên hệ, giá hay tháng nào để xác nhận. Thêm số điện thoại"),
        ):
            response = self.client.post(reverse(f"stall:{name}"), follow=True)
            [note] = soup(response).select(".stall > .stall-note--warning")
            assert (words(note), note.a["href"]) == (sentence, f"{edit}#id_phone")
        assert not ContactConfirmation.objects.exists()
        assert not LivingChange.objects.exists()

    def test_one_tap_confirms_and_is_public_at_once(self):
        response = self.client.post(reverse("stall:confirm_contact"), {"next": reverse("stall:contact")}, follow=True)
        assert ContactConfirmation.objects.get(producer=self.producer).confirmed_on == timezone.localdate()
        assert "Người mua thấy ngay." in words(soup(response).select_one(".stall-saved"))
        change = LivingChange.objects.get()
        assert (change.producer_id, change.page_id, change.fact, change.user) == (
            self.producer.pk,
            self.producer.pk,
            LivingFact.CONTACT,
            self.member,
        )

    def test_a_second_tap_on_the_same_day_writes_nothing(self):
        for _tap in range(2):
            response = self.client.post(reverse("stall:confirm_contact"), follow=True)
        assert LivingChange.objects.count() == 1
        assert "Không có gì khác nên không đổi gì." in words(response)

    def test_the_task_comes_two_weeks_before_buyers_are_warned(self):
        row = ContactConfirmation.objects.create(producer=self.producer, confirmed_on=ago(75))
        assert self.task_titles() == []
        for days, text in ((76, "Quá 90 ngày, người mua sẽ thấy"), (90, "Quá 90 ngày"), (91, "Người mua đang thấy")):
            ContactConfirmation.objects.filter(pk=row.pk).update(confirmed_on=ago(days))
            task = self.task("Số điện thoại")
            assert words(task.h3) == f"Số điện thoại và địa chỉ chưa xác nhận {days} ngày"
            assert text in words(task.select_one(".stall-task__text"))

    def test_while_the_page_is_no_page_yet_nobody_is_said_to_read_it(self):
        ProducerPage.objects.filter(pk=self.producer.pk).update(live=False)
        text = words(self.task("Số điện thoại").select_one(".stall-task__text"))
        assert text == "Xác nhận sẵn từ bây giờ: khi trang lên, người mua biết ngay là gọi được."

    def test_a_producer_without_contact_is_not_asked_to_confirm_it(self):
        ProducerPage.objects.filter(pk=self.producer.pk).update(phone="", zalo="", email="")
        assert self.task_titles() == []
