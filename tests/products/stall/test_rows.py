"""The products on a member's home."""

import re

import pytest
from django.urls import reverse

from cooperatives.models import ProducerPage
from products.models import Offer, ProductPage
from products.stall.rows import PER_PAGE
from tests.factories import ProductPageFactory, UserFactory
from tests.products.stall.case import HOME, ProductStallTestCase, ago
from tests.reading import soup, words


@pytest.mark.once
class ProductRowsTests(ProductStallTestCase):
    """The products on the home, with where each stands."""

    def rows(self, url=HOME):
        return {
            words(tag.select_one(".stall-product__title")): tag
            for tag in soup(self.client.get(url)).select(".stall-product")
        }

    def test_price_days_and_stock(self):
        row = self.rows()["Dâu tây Đồi Nắng"]
        assert words(row.select_one(".stall-product__price")) == "120.000 – 250.000 ₫/kg, xác nhận 40 ngày trước"
        assert words(row.select_one("[aria-pressed=true]")) == "Có hàng"
        assert not row.select(".stall-state")

    def test_an_old_price_stands_out(self):
        Offer.objects.filter(pk=self.offer.pk).update(price_confirmed_on=ago(91))
        assert words(self.rows()["Dâu tây Đồi Nắng"].select_one(".stall-late")) == "xác nhận 91 ngày trước"

    def test_where_each_stands(self):
        ProductPageFactory(title="Bản nháp", parent=self.producer, live=False)
        for title, is_returned in (("Đã gửi", False), ("Trả lại", True)):
            page = ProductPageFactory(title=title, parent=self.producer)
            page.summary = "Câu mới."
            page.save_revision(user=self.member)
            state = page.get_workflow().start(page, self.member)
            if is_returned:
                task = state.current_task_state
                task.task.specific.on_action(task, UserFactory(is_superuser=True), "reject", comment="Xin thêm ảnh.")
        changed = ProductPageFactory(title="Tên cũ", parent=self.producer)
        changed.title = "Tên mới"
        changed.save_revision(user=self.member)
        states = {
            title: [words(tag) for tag in row.select(".stall-state, .stall-task__words")]
            for title, row in self.rows().items()
        }
        assert states == {
            "Dâu tây Đồi Nắng": [],
            "Bản nháp": ["Bản nháp, chưa đăng"],
            "Đã gửi": ["Đang đăng; thay đổi chờ duyệt"],
            "Trả lại": ["Đang đăng; thay đổi cần sửa lại", "Xin thêm ảnh."],
            "Tên mới": ["Đang đăng; có thay đổi chưa gửi duyệt"],
        }

    def test_more_than_a_page_full_leads_to_the_list(self):
        for number in range(PER_PAGE):
            ProductPageFactory(title=f"Sản phẩm {number}", parent=self.producer)
        assert len(self.rows()) == PER_PAGE
        assert f"Xem cả {PER_PAGE + 1} sản phẩm" in words(self.client.get(HOME))
        assert list(self.rows(reverse("stall_products:list") + "?page=2")) == [f"Sản phẩm {PER_PAGE - 1}"]
        for query in ("?page=zzz", "?page=999", "?page="):
            assert self.client.get(reverse("stall_products:list") + query).status_code == 200

    def test_ids_stay_plain_numbers(self):
        # Numbers are grouped for readers ("1.234"); an id or an address must not be.
        page = ProductPage.objects.get(pk=self.product.pk)
        ProducerPage.objects.filter(pk=self.producer.pk).update(title="HTX Đồi Nắng")
        for url in (HOME, self.url("price"), self.url("months")):
            html = self.client.get(url).content.decode()
            assert not re.search(r'(id="(sp|giay)-|data-stall-form="\w+-|data-member=")\d+\.\d', html)
        assert f"sp-{page.pk}" in self.client.get(HOME).content.decode()
