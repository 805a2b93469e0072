"""The certificates of a member's products."""

from django.urls import reverse

from products.models import Certificate
from tests.factories import CertificateFactory
from tests.products.stall.case import HOME, ProductStallTestCase, ago, in_days
from tests.reading import soup, words


class CertificateTests(ProductStallTestCase):
    """Days left, and when a renewal is filed."""

    def rows(self, **dates):
        Certificate.objects.all().delete()
        CertificateFactory(product=self.product, issued_on=ago(900), **dates)
        page = soup(self.client.get(reverse("stall_products:certificates")))
        tasks = [
            words(task.h3) for task in soup(self.client.get(HOME)).select(".stall-task") if "sao" in words(task.h3)
        ]
        return words(page.select_one(".stall-certificate")), tasks

    def test_the_window_opens_180_and_closes_120_days_before_the_end(self):
        for days, task in (
            (181, []),
            (180, ["Gia hạn sao cho Dâu tây Đồi Nắng: còn 60 ngày để nộp"]),
            (120, ["Gia hạn sao cho Dâu tây Đồi Nắng: còn 0 ngày để nộp"]),
            (119, ["Đã quá hạn nộp hồ sơ gia hạn sao cho Dâu tây Đồi Nắng"]),
            (0, ["Đã quá hạn nộp hồ sơ gia hạn sao cho Dâu tây Đồi Nắng"]),
            (-1, []),
        ):
            text, tasks = self.rows(expires_on=in_days(days))
            assert tasks == task, days
            assert (f"còn {days} ngày" in text) is (days >= 0)

    def test_once_filed_nobody_is_asked_again(self):
        text, tasks = self.rows(expires_on=in_days(150), renewal_filed_on=ago(3))
        assert tasks == []
        assert "Đã nộp hồ sơ gia hạn ngày" in text

    def test_kept_ended_and_withdrawn_say_so(self):
        assert "đang được xét" in self.rows(expires_on=ago(5), renewal_filed_on=ago(30))[0]
        assert "đã hết hạn nên trang không vẽ sao nữa" in self.rows(expires_on=ago(5))[0]
        withdrawn = self.rows(expires_on=in_days(300), withdrawn_on=ago(5), withdrawal_ground="ngừng sản xuất")
        assert "ngừng sản xuất" in withdrawn[0]

    def test_only_the_newest_of_a_product_and_only_ones_own(self):
        CertificateFactory(product=self.product, stars=3, issued_on=ago(1500), expires_on=ago(400))
        CertificateFactory(product=self.product, stars=4)
        CertificateFactory(product=self.foreign, stars=5)
        page = self.client.get(reverse("stall_products:certificates"))
        [row] = soup(page).select(".stall-certificate")
        assert "4 sao" in words(row)

    def test_a_member_changes_nothing_there(self):
        CertificateFactory(product=self.product)
        assert self.client.post(reverse("stall_products:certificates"), {"stars": "5"}).status_code == 405
        assert not soup(self.client.get(reverse("stall_products:certificates"))).select("main form")
