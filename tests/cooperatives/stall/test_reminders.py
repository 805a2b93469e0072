"""The e-mail that asks to confirm what is about to be old."""

import datetime
from unittest import mock

from django.core import mail
from django.core.management import call_command
from django.test import override_settings

from cooperatives.models import ContactConfirmation, ProducerPage, Stall
from cooperatives.onboarding import end_membership
from cooperatives.stall.confirming import confirm_contact
from products.models import Offer
from tests.cooperatives.stall.case import StallTestCase, ago
from tests.factories import OfferFactory, ProductPageFactory


class ReminderTests(StallTestCase):
    """A polite e-mail before the 90 days are over, once per period."""

    def setUp(self):
        super().setUp()
        ContactConfirmation.objects.create(producer=self.producer, confirmed_on=ago(76))
        ContactConfirmation.objects.create(producer=self.other, confirmed_on=ago(75))

    def run_command(self, **options):
        call_command("remind_stale", verbosity=0, **options)
        sent, mail.outbox[:] = list(mail.outbox), []
        return sent

    def later(self, days):
        """Lets days go by: everything was so much longer ago."""
        for row in ContactConfirmation.objects.all():
            row.confirmed_on -= datetime.timedelta(days=days)
            row.save()
        for stall in Stall.objects.exclude(reminded_on=None):
            stall.reminded_on -= datetime.timedelta(days=days)
            stall.save()

    @override_settings(WAGTAILADMIN_BASE_URL="https://ocop.example.vn/")
    def test_the_words(self):
        messages = self.run_command()
        assert sorted(message.to for message in messages) == [["hoa@example.vn"], ["lan@example.vn"]]
        message = next(message for message in messages if message.to == ["hoa@example.vn"])
        assert message.subject == "Thông tin còn đúng không? HTX Đồi Nắng trên OCOP Mai Sơn"
        day = ago(76)
        assert message.body == (
            "Chào Hoạ,\n\n"
            "Một số thông tin HTX Đồi Nắng đang đăng sắp đến 90 ngày chưa xác nhận lại. Sau đó người mua sẽ thấy dòng báo "
            "“có thể đã cũ”, và sản phẩm xuống cuối danh sách:\n\n"
            f"– Số điện thoại và địa chỉ: xác nhận ngày {day.day}/{day.month}/{day.year}\n\n"
            "Nếu không có gì đổi, chỉ cần bấm một lần vào “Thông tin vẫn đúng”. Nếu có, sửa ngay ở đó:\n\n"
            "https://ocop.example.vn/gian-hang/\n\n"
            "Cảm ơn và chúc được mùa.\nOCOP Mai Sơn\n"
        )

    def test_what_is_over_already_is_said_so(self):
        ContactConfirmation.objects.filter(producer=self.producer).update(confirmed_on=ago(91))
        assert "đã quá 90 ngày chưa xác nhận lại" in self.run_command()[0].body

    def test_once_until_it_is_confirmed_and_old_again(self):
        assert len(self.run_command()) == 2
        assert self.run_command() == []
        ContactConfirmation.objects.filter(producer=self.other).delete()
        ProducerPage.objects.filter(pk=self.other.pk).update(phone="")
        for days in (5, 30, 60):
            self.later(days)
            assert self.run_command() == []
        confirm_contact(self.producer, self.member)
        self.later(75)
        assert self.run_command() == []
        self.later(1)
        assert len(self.run_command()) == 2

    def test_products_confirmed_on_different_days_make_one_mail_in_two_weeks(self):
        assert len(self.run_command()) == 2
        product = ProductPageFactory(title="Na dai", parent=self.producer)
        OfferFactory(product=product, price_confirmed_on=ago(70), supply_confirmed_on=ago(1))
        for days, mails in ((13, 0), (1, 2)):
            self.later(days)
            Offer.objects.update(price_confirmed_on=Offer.objects.get().price_confirmed_on - datetime.timedelta(days))
            messages = [message for message in self.run_command() if "Giá Na dai" in message.body]
            assert len(messages) == mails

    @override_settings(OCOP_STALE_AFTER_DAYS=30, OCOP_REMIND_BEFORE_DAYS=5)
    def test_the_settings_decide(self):
        ContactConfirmation.objects.filter(producer=self.other).update(confirmed_on=ago(24))
        ContactConfirmation.objects.filter(producer=self.producer).update(confirmed_on=ago(25))
        assert len(self.run_command()) == 2

    def test_members_that_left_and_pages_not_public_get_nothing(self):
        end_membership(self.colleague.memberships.get())
        assert [message.to for message in self.run_command(dry_run=True)] == []
        assert [message.to for message in self.run_command()] == [["hoa@example.vn"]]
        Stall.objects.update(reminded_on=None)
        ProducerPage.objects.filter(pk=self.producer.pk).update(live=False)
        assert self.run_command() == []

    def test_a_dry_run_writes_nothing(self):
        assert self.run_command(dry_run=True) == []
        assert not Stall.objects.exclude(reminded_on=None).exists()

    def test_a_mail_server_that_refuses_is_asked_again_and_spares_the_others(self):
        ContactConfirmation.objects.filter(producer=self.other).update(confirmed_on=ago(80))
        backend = "django.core.mail.backends.locmem.EmailBackend.send_messages"
        delivered = []

        def refuse_some(connection, messages):
            if messages[0].to == ["khac@example.vn"]:
                raise OSError("server says no")
            delivered.append(messages[0].to)
            return 1

        with mock.patch(backend, autospec=True, side_effect=refuse_some), self.assertLogs("cooperatives.stall"):
            call_command("remind_stale", verbosity=0)
        assert sorted(delivered) == [["hoa@example.vn"], ["lan@example.vn"]]
        assert [stall.producer_id for stall in Stall.objects.exclude(reminded_on=None)] == [self.producer.pk]
        assert [message.to for message in self.run_command()] == [["khac@example.vn"]]
