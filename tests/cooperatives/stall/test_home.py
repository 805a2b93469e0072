"""A member's home."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment

from cooperatives.models import ContactConfirmation, ProducerPage, ProducerPicture
from cooperatives.stall.confirming import confirm_all, confirm_contact
from home.foundation.groups import EDITORS
from products.models import Offer
from products.stall.home import add_url
from tests.cooperatives.stall.case import HOME, StallTestCase, ago
from tests.factories import ImageFactory, OfferFactory, ProductPageFactory, UserFactory
from tests.reading import soup, words


@pytest.mark.once
class HomeTests(StallTestCase):
    """What a member reads first."""

    def test_it_greets_by_the_own_name(self):
        assert "Chào Hoạ" in words(self.home())

    def test_a_calm_day_says_so(self):
        ContactConfirmation.objects.create(producer=self.producer, confirmed_on=ago(1))
        assert self.task_titles() == []
        assert "Không có việc gì đang chờ." in words(self.home())

    def test_an_empty_new_stall_is_shown_its_page_and_not_asked_to_confirm(self):
        ProducerPage.objects.filter(pk=self.producer.pk).update(live=False, phone="", zalo="", email="")
        page = soup(self.home())
        [task] = page.select(".stall-task")
        assert words(task.h3) == "Gian hàng của bạn chưa lên trang"
        assert task.a["href"] == reverse("wagtailadmin_pages:edit", args=[self.producer.pk])
        assert page.select(".stall-all-right, #luot-xem") == []
        assert "Không có việc gì đang chờ." not in words(page)

    def test_a_new_stall_whose_page_is_written_or_sent_is_told_once(self):
        ProducerPage.objects.filter(pk=self.producer.pk).update(live=False)
        page = ProducerPage.objects.get(pk=self.producer.pk)
        page.save_revision(user=self.member)
        assert self.task_titles().count("Gian hàng của bạn chưa lên trang") == 1
        assert not any("chưa gửi duyệt" in title for title in self.task_titles())
        page.get_workflow().start(page, self.member)
        assert "Gian hàng của bạn chưa lên trang" not in self.task_titles()

    def test_a_change_under_a_hidden_stall_is_not_said_to_be_public(self):
        product = ProductPageFactory(parent=self.producer)
        ProducerPage.objects.filter(pk=self.producer.pk).update(live=False)
        address = reverse("stall_products:stock", args=[product.pk])
        seen = soup(self.home()).select_one(f"#sp-{product.pk} [name=seen]")["value"]
        response = self.client.post(address, {"stock": "het", "seen": seen}, follow=True)
        assert "Người mua thấy khi trang được đăng." in words(soup(response).select_one(".stall-saved"))

    def test_the_pages_own_state(self):
        for state, change in (
            ("Đang đăng", {}),
            ("Đang đăng; có thay đổi chưa gửi duyệt", {"has_unpublished_changes": True}),
            ("Bản nháp, chưa đăng", {"live": False}),
        ):
            ProducerPage.objects.filter(pk=self.producer.pk).update(**change)
            assert words(soup(self.home()).select_one(".stall-head__page .stall-state")) == state

    def test_what_an_editor_asked_to_change_is_the_first_task(self):
        page = ProducerPage.objects.get(pk=self.producer.pk)
        page.title = "HTX Đồi Nắng Mai Sơn"
        page.save_revision(user=self.member)
        state = page.get_workflow().start(page, self.member)
        assert words(soup(self.home()).select_one(".stall-head__page .stall-state")) == "Đang đăng; thay đổi chờ duyệt"
        editor = UserFactory()
        editor.groups.add(Group.objects.get(name=EDITORS))
        task = state.current_task_state.task.specific
        task.on_action(state.current_task_state, editor, "reject", comment="Xin thêm ảnh <b>vườn</b>.\nCảm ơn.")
        standing = soup(self.home()).select_one(".stall-head__page .stall-state")
        assert words(standing) == "Đang đăng; thay đổi cần sửa lại"
        first = soup(self.home()).select_one(".stall-task")
        assert words(first.h3) == "“HTX Đồi Nắng Mai Sơn” được trả lại để sửa"
        assert words(first.blockquote) == "Xin thêm ảnh <b>vườn</b>. Cảm ơn."
        assert first.a["href"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
        for author, moment in ((editor, None), (editor, None), (editor, timezone.now()), (self.member, None)):
            Comment.objects.create(page=page, user=author, text="?", contentpath="summary", resolved_at=moment)
        text = words(soup(self.home()).select_one(".stall-task .stall-task__text"))
        assert text == "Trong trang có 2 nhận xét, đặt ngay cạnh chỗ cần xem. Biên tập viên nhắn:"

    def test_a_step_leads_to_its_field(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.producer.pk])
        links = [step.url for step in self.home().context["profile"].steps if step.url.startswith(edit)]
        assert links[1:4] == [f"{edit}#id_phone", f"{edit}#id_zalo", f"{edit}#id_latitude"]

    def test_a_step_about_pictures_leads_to_where_they_are_added_to_the_own_page(self):
        steps = self.home().context["profile"].steps
        assert steps[0].url == steps[5].url == f"/gian-hang/anh/?san-pham={self.producer.pk}"
        page = soup(self.client.get(steps[5].url))
        assert words(page.h1) == f"Ảnh cho {self.producer.title}"
        assert page.select_one("[data-upload] input[name=san-pham]")["value"] == str(self.producer.pk)

    def test_the_profile_names_the_first_thing_missing_and_counts_what_waits_for_an_editor(self):
        page = ProducerPage.objects.get(pk=self.producer.pk)
        profile = self.home().context["profile"]
        # Phone and Zalo are there; picture, story, map, three pictures, product, price and months are not.
        assert (profile.percent, profile.next_step.label) == (22, "Chọn ảnh chính: ảnh mở đầu trang của mình")
        page.main_image = ImageFactory()
        page.latitude, page.longitude = 21.1, 104.1
        page.save_revision(user=self.member)
        profile = self.home().context["profile"]
        assert (profile.percent, profile.next_step.label) == (44, "Viết câu chuyện: mình là ai, làm ra hàng thế nào")

    def test_what_cannot_be_written_now_comes_last_and_is_no_link(self):
        page = ProducerPage.objects.get(pk=self.producer.pk)
        page.save_revision(user=self.member)
        page.get_workflow().start(page, self.member)
        profile = soup(self.home()).select_one(".stall-profile")
        first, *_more, last = profile.select(".stall-line")
        assert (first["href"], words(first)) == (add_url(self.producer), "Bước tiếp theo: Viết sản phẩm đầu tiên")
        assert (last.name, words(last)) == ("p", "Thêm ảnh cho đủ ba tấm (chờ duyệt xong)")

    def test_a_complete_stall_is_left_in_peace(self):
        page = ProducerPage.objects.get(pk=self.producer.pk)
        page.main_image, page.latitude, page.longitude = ImageFactory(), 21.1, 104.1
        page.body = [("text", "<p>Bảy nhà góp đất làm thử một luống dâu.</p>")]
        page.gallery = [ProducerPicture(image=ImageFactory()) for _number in range(2)]
        page.save()
        OfferFactory(product=ProductPageFactory(parent=self.producer))
        response = self.home()
        assert (response.context["profile"].percent, response.context["profile"].next_step) == (100, None)
        assert not soup(response).select(".stall-profile")

    def test_pictures_are_those_of_the_own_collection(self):
        for stall, count in ((self.producer.stall, 5), (self.other.stall, 1)):
            for _number in range(count):
                ImageFactory(collection=stall.collection)
        section = soup(self.home()).select_one("section[aria-labelledby=anh]")
        assert len(section.select("img")) == 4
        assert "5 ảnh" in words(section)

    def test_the_ways_on(self):
        links = {link["href"] for link in soup(self.home()).select(".stall-ways a")}
        assert links == {
            reverse("wagtailadmin_pages:edit", args=[self.producer.pk]),
            self.producer.url,
            reverse("stall:contact"),
            reverse("stall:history"),
            "/huong-dan/hop-tac-xa/",
        }

    def test_nothing_of_another_producer_shows(self):
        product = ProductPageFactory(title="Bí đỏ bí mật", parent=self.other)
        OfferFactory(product=product, price_note="Giá bí mật", price_confirmed_on=ago(200))
        confirm_all(self.other, self.stranger)
        for name in ("home", "contact", "history"):
            text = self.client.get(reverse(f"stall:{name}")).content.decode()
            assert "Suối Lạnh" not in text
            assert "bí mật" not in text

    def test_the_oldest_day_of_all_that_buyers_see(self):
        confirm_contact(self.producer, self.member)
        OfferFactory(product=ProductPageFactory(parent=self.producer), price_confirmed_on=ago(30))
        OfferFactory(product=ProductPageFactory(parent=self.producer, live=False), price_confirmed_on=ago(300))
        assert self.home().context["oldest"] == ago(30)
        assert "Xác nhận cũ nhất: 30 ngày trước" in words(soup(self.home()).select_one(".stall-all-right"))

    def test_who_has_confirmed_everything_today_is_not_asked_again(self):
        offer = OfferFactory(product=ProductPageFactory(parent=self.producer), price_confirmed_on=ago(30))
        assert soup(self.home()).select(".stall-all-right button")
        confirm_all(self.producer, self.member)
        assert not soup(self.home()).select(".stall-all-right")
        assert "hôm nay đã xác nhận đủ" in words(self.home())
        Offer.objects.filter(pk=offer.pk).update(price_confirmed_on=ago(1))
        assert soup(self.home()).select(".stall-all-right button")

    def test_bad_addresses_are_no_errors(self):
        for query in ("?saved=abc", "?saved=-1", "?saved=99999999999999999999", "?saved=²", "?saved=%00", "?saved="):
            assert self.client.get(HOME + query).status_code == 200, query
        for query in ("?page=zzz", "?page=999", "?page=-1"):
            assert self.client.get(reverse("stall:history") + query).status_code == 200, query
