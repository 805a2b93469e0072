"""A member's own screens: the frame that apps fill, the door, the home, what was changed and taken back, reminders."""

import datetime
from unittest import mock

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from cooperatives.choices import LivingFact
from cooperatives.models import ContactConfirmation, LivingChange, ProducerPage, ProducerPicture, Stall
from cooperatives.onboarding import end_membership
from cooperatives.stall import frame
from cooperatives.stall.changes import CannotUndoError, take_back
from cooperatives.stall.confirming import confirm_all, confirm_contact
from cooperatives.stall.frame import Action, Section, Step, Tab, Task
from home.foundation.groups import EDITORS, prepare_groups
from products.models import Offer, ProductPage
from tests.factories import (
    ImageFactory,
    MemberFactory,
    OfferFactory,
    ProducerPageFactory,
    ProductPageFactory,
    UserFactory,
    site_tree,
)
from tests.reading import query_count, soup, words

HOME = "/gian-hang/"


def ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


class StallTestCase(TestCase):
    """One co-op with two members, and a stranger of another one."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang", zalo="0212000100")
        cls.member = MemberFactory(member_of=cls.producer, username="hoa@example.vn")
        cls.colleague = MemberFactory(member_of=cls.producer, username="lan@example.vn", first_name="Lan")
        cls.other = ProducerPageFactory(title="HTX Suối Lạnh", slug="suoi-lanh")
        cls.stranger = MemberFactory(member_of=cls.other, username="khac@example.vn", first_name="Khác")

    def setUp(self):
        self.client.force_login(self.member)

    def home(self):
        return self.client.get(HOME)

    def task_titles(self):
        return [words(tag) for tag in soup(self.home()).select(".stall-task > h3")]

    def task(self, beginning):
        """Returns the task whose title begins so, as a parsed node."""
        tasks = soup(self.home()).select(".stall-task")
        return next(task for task in tasks if words(task.h3).startswith(beginning))


@pytest.mark.once
class FrameTests(StallTestCase):
    """An app brings its tab, tasks, part and steps without a line of the frame being touched."""

    def setUp(self):
        super().setUp()
        for registry in (frame.TABS, frame.TASK_SOURCES, frame.SECTIONS, frame.STEP_SOURCES):
            self.addCleanup(registry.__setitem__, slice(None), list(registry))

    def test_a_tab_with_its_badge(self):
        asked = []

        def waiting(producer):
            asked.append(producer.pk)
            return 2

        frame.register_tab(Tab("questions", "Hỏi giá", "stall:history", icon="chat", order=20, count=waiting))
        page = soup(self.home())
        tabs = [words(link) for link in page.select(".stall-bar__link")]
        assert tabs[:2] == ["Gian hàng", "2 Hỏi giá (2 đang chờ)"]
        assert asked == [self.producer.pk]
        assert words(page.select_one(".stall-bar__link[aria-current]")) == "Gian hàng"

    def test_the_current_tab_is_the_one_whose_address_fits_best(self):
        frame.register_tab(Tab("questions", "Hỏi giá", "stall:history", icon="chat", order=20))
        page = soup(self.client.get(reverse("stall:history")))
        assert [words(link) for link in page.select(".stall-bar__link[aria-current]")] == ["Hỏi giá"]

    def test_a_tab_registered_twice_stands_once(self):
        before = len(frame.TABS)
        for label in ("Hỏi giá", "Hỏi hàng"):
            frame.register_tab(Tab("questions", label, "stall:history", icon="chat"))
        assert [tab.label for tab in frame.TABS if tab.key == "questions"] == ["Hỏi hàng"]
        assert len(frame.TABS) == before + 1

    def test_tasks_stand_by_urgency_whoever_brings_them(self):
        frame.register_tasks(lambda producer: [Task("Số liệu 2026", urgency=45), Task("Có người hỏi giá", urgency=0)])
        assert self.task_titles() == [
            "Có người hỏi giá",
            "Số điện thoại và địa chỉ chưa xác nhận lần nào",
            "Số liệu 2026",
        ]

    def test_actions_of_a_task_are_links_or_forms(self):
        actions = [
            Action("Trả lời", "/gian-hang/hoi/", is_primary=True),
            Action("Đã xem", "/gian-hang/x/", {"id": "7"}),
        ]
        frame.register_tasks(lambda producer: [Task("Có người hỏi giá", "Cửa hàng ở Hà Nội", 0, actions)])
        task = self.task("Có người hỏi giá")
        assert (task.a["href"], words(task.a), task.a["class"]) == (
            "/gian-hang/hoi/",
            "Trả lời",
            ["button", "stall-button", "button--primary"],
        )
        assert (task.form["method"], task.form["action"]) == ("post", "/gian-hang/x/")
        assert task.form.select_one("[name=id]")["value"] == "7"
        assert "stall-task--first" in task["class"]

    def test_a_part_draws_its_own_template(self):
        def section(producer):
            return {"count": 0, "newest": [], "whose": producer.title}

        frame.register_section(Section("visits", "cooperatives/stall/pictures.html", section, order=90))
        assert len(soup(self.home()).select(".stall-columns__main > section[aria-labelledby=anh]")) == 1

    def test_steps_count_into_the_profile(self):
        before = self.home().context["profile"]
        frame.register_steps(lambda producer: [Step("Nói giá cước", "/gian-hang/", is_done=False)])
        after = self.home().context["profile"]
        assert len(after.missing) == len(before.missing) + 1
        assert after.percent < before.percent


@pytest.mark.once
class DoorTests(StallTestCase):
    """Members come in; others get a page that tells them what to do."""

    def test_who_is_not_signed_in_is_asked_to_and_comes_back(self):
        self.client.logout()
        response = self.client.get(reverse("stall:history") + "?page=2")
        assert response.status_code == 302
        assert response.url == f"{reverse('login')}?next=/gian-hang/da-doi/%3Fpage%3D2"

    def test_a_script_gets_the_address_of_the_form_instead_of_the_form(self):
        self.client.logout()
        response = self.client.post(reverse("stall:confirm_all"), headers={"accept": "application/json"})
        assert response.status_code == 401
        assert response.json() == {"login": f"{reverse('login')}?next={HOME}"}

    def test_an_account_without_a_stall_gets_a_friendly_page(self):
        editor = UserFactory()
        editor.groups.add(Group.objects.get(name=EDITORS))
        for user, to_admin in ((UserFactory(), False), (editor, True)):
            self.client.force_login(user)
            response = self.home()
            assert response.status_code == 403
            self.assertTemplateUsed(response, "cooperatives/stall/no_stall.html")
            assert "Tài khoản này không thuộc gian hàng nào" in words(response)
            assert ("Vào trang quản trị" in words(response)) is to_admin

    def test_a_membership_that_ends_while_a_form_is_open_saves_nothing(self):
        end_membership(self.member.memberships.get())
        response = self.client.post(reverse("stall:confirm_contact"))
        assert response.status_code == 302
        assert response.url.startswith(reverse("login"))
        assert not ContactConfirmation.objects.exists()

    def test_an_address_that_only_takes_posts_leads_home(self):
        for name in ("confirm_all", "confirm_contact"):
            assert self.client.get(reverse(f"stall:{name}")).url == HOME
        assert not LivingChange.objects.exists()

    def test_nothing_of_it_is_cached_or_indexed(self):
        response = self.home()
        assert "no-store" in response["Cache-Control"]
        assert soup(response).select_one("meta[name=robots]")["content"] == "noindex"

    def test_the_way_back_never_leaves_the_stall(self):
        for target in (
            "https://xau.example/",
            "//xau.example/gian-hang/",
            "/quan-tri/",
            "/gian-hang\\@xau.example",
            "",
        ):
            ContactConfirmation.objects.all().delete()
            response = self.client.post(reverse("stall:confirm_contact"), {"next": target})
            assert response.url.startswith(f"{HOME}?saved="), target

    def test_posts_need_the_token(self):
        client = self.client_class(enforce_csrf_checks=True)
        client.force_login(self.member)
        assert client.post(reverse("stall:confirm_all")).status_code == 403
        assert not LivingChange.objects.exists()


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
        assert words(soup(self.home()).select_one(".stall-head__page .stall-state")) == "Chờ duyệt"
        editor = UserFactory()
        editor.groups.add(Group.objects.get(name=EDITORS))
        task = state.current_task_state.task.specific
        task.on_action(state.current_task_state, editor, "reject", comment="Xin thêm ảnh <b>vườn</b>.\nCảm ơn.")
        assert words(soup(self.home()).select_one(".stall-head__page .stall-state")) == "Cần sửa lại"
        first = soup(self.home()).select_one(".stall-task")
        assert words(first.h3) == "“HTX Đồi Nắng Mai Sơn” được gửi lại để sửa"
        assert words(first.blockquote) == "Xin thêm ảnh <b>vườn</b>. Cảm ơn."
        assert first.a["href"] == reverse("wagtailadmin_pages:edit", args=[page.pk])

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

    def test_bad_addresses_are_no_errors(self):
        for query in ("?saved=abc", "?saved=-1", "?saved=99999999999999999999", "?saved=²", "?saved=%00", "?saved="):
            assert self.client.get(HOME + query).status_code == 200, query
        for query in ("?page=zzz", "?page=999", "?page=-1"):
            assert self.client.get(reverse("stall:history") + query).status_code == 200, query


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

    def test_a_producer_without_contact_is_not_asked_to_confirm_it(self):
        ProducerPage.objects.filter(pk=self.producer.pk).update(phone="", zalo="", email="")
        assert self.task_titles() == []


class EverythingTests(StallTestCase):
    """ "Thông tin vẫn đúng": contact, all prices and all months in one tap, and back."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        days = {"price_confirmed_on": ago(100), "supply_confirmed_on": None}
        cls.offers = [OfferFactory(product=ProductPageFactory(parent=cls.producer), **days) for _number in range(2)]
        cls.foreign = OfferFactory(product=ProductPageFactory(parent=cls.other), **days)

    def days(self, *offers):
        rows = Offer.objects.filter(pk__in=[offer.pk for offer in offers])
        return set(rows.values_list("price_confirmed_on", "supply_confirmed_on"))

    def test_one_tap_confirms_all_of_it_and_nothing_of_others(self):
        connection.run_on_commit.clear()  # what the factories left waiting would stand for what is tested here
        with self.captureOnCommitCallbacks(execute=True):
            response = self.client.post(reverse("stall:confirm_all"), follow=True)
        today = timezone.localdate()
        assert ContactConfirmation.objects.get().confirmed_on == today
        assert self.days(*self.offers) == {(today, today)}
        assert self.days(self.foreign) == {(ago(100), None)}
        assert [words(tag) for tag in soup(response).select(".stall-saved__lines li")] == ["Vẫn đúng, đã xác nhận"]
        assert LivingChange.objects.get().fact == LivingFact.ALL
        entry = ProductPage.objects.get(pk=self.offers[0].product_id).entry
        assert (entry.confirmed_on, entry.is_fresh) == (today, True)

    def test_taking_it_back_restores_every_day(self):
        self.client.post(reverse("stall:confirm_all"))
        self.client.post(reverse("stall:undo", args=[LivingChange.objects.get().pk]))
        assert not ContactConfirmation.objects.exists()
        assert self.days(*self.offers) == {(ago(100), None)}

    def test_what_came_since_keeps_it_from_being_taken_back(self):
        confirm_all(self.producer, self.member)
        change = LivingChange.objects.get()
        url = reverse("stall_products:confirm", args=[self.offers[0].product_id])
        Offer.objects.filter(pk=self.offers[0].pk).update(price_confirmed_on=ago(1))
        self.client.post(url, {"fact": "price"})
        with self.assertRaises(CannotUndoError):
            take_back(change, self.member)
        assert ContactConfirmation.objects.get().confirmed_on == timezone.localdate()

    def test_a_product_that_came_since_does_not_matter(self):
        confirm_all(self.producer, self.member)
        new = OfferFactory(product=ProductPageFactory(parent=self.producer))
        take_back(LivingChange.objects.get(), self.member)
        assert self.days(*self.offers) == {(ago(100), None)}
        assert self.days(new) == {(timezone.localdate(), timezone.localdate())}


class HistoryTests(StallTestCase):
    """Who changed what, and what can be taken back."""

    def lines(self, query=""):
        return soup(self.client.get(reverse("stall:history") + query)).select(".stall-history__line")

    def undo(self, change):
        return self.client.post(
            reverse("stall:undo", args=[change.pk]), {"next": reverse("stall:history")}, follow=True
        )

    def contact_change(self, before, after):
        """Returns a change of the contact's day that stands."""
        ContactConfirmation.objects.update_or_create(producer=self.producer, defaults={"confirmed_on": after})
        return LivingChange.objects.create(
            producer=self.producer,
            page=self.producer,
            fact=LivingFact.CONTACT,
            user=self.colleague,
            before={"confirmed_on": before.isoformat()},
            after={"confirmed_on": after.isoformat()},
        )

    def test_it_names_who_and_what(self):
        self.contact_change(ago(9), ago(3))
        [line] = self.lines()
        assert words(line.h2) == "Liên hệ"
        assert "Vẫn đúng, đã xác nhận" in words(line)
        assert "Lò Thị Lan" in words(line)

    def test_only_the_newest_of_a_fact_offers_the_way_back(self):
        for before, after in ((9, 6), (6, 3)):
            self.contact_change(ago(before), ago(after))
        assert [bool(line.form) for line in self.lines()] == [True, False]

    def test_a_confirmation_of_everything_covers_what_was_before(self):
        self.contact_change(ago(9), ago(3))
        confirm_all(self.producer, self.member)
        assert [(words(line.h2), bool(line.form)) for line in self.lines()] == [
            ("Mọi thông tin", True),
            ("Liên hệ", False),
        ]

    def test_taken_back_it_says_by_whom_and_the_one_before_can_follow(self):
        first, second = self.contact_change(ago(9), ago(6)), self.contact_change(ago(6), ago(3))
        response = self.undo(second)
        assert "Đã hoàn tác." in words(soup(response).select_one(".stall-note"))
        second.refresh_from_db()
        assert second.undone_by == self.member
        newest, older = self.lines()
        assert "Lò Thị Hoạ đã hoàn tác lúc" in words(newest)
        assert (bool(newest.form), bool(older.form)) == (False, True)
        assert ContactConfirmation.objects.get().confirmed_on == ago(6)
        self.undo(first)
        assert ContactConfirmation.objects.get().confirmed_on == ago(9)

    def test_an_older_one_is_refused_and_changes_nothing(self):
        first, _second = self.contact_change(ago(9), ago(6)), self.contact_change(ago(6), ago(3))
        response = self.undo(first)
        assert "Sau đó đã có lần đổi mới hơn." in words(soup(response).select_one(".stall-note--warning"))
        first.refresh_from_db()
        assert first.undone_at is None
        assert ContactConfirmation.objects.get().confirmed_on == ago(3)

    def test_twice_is_refused(self):
        change = self.contact_change(ago(9), ago(6))
        self.undo(change)
        ContactConfirmation.objects.update(confirmed_on=ago(1))
        assert "đã được hoàn tác rồi" in words(self.undo(change))
        assert ContactConfirmation.objects.get().confirmed_on == ago(1)

    def test_what_an_officer_changed_since_is_not_undone(self):
        change = self.contact_change(ago(9), ago(6))
        ContactConfirmation.objects.update(confirmed_on=ago(1))
        assert "cán bộ đã sửa" in words(self.undo(change))
        assert ContactConfirmation.objects.get().confirmed_on == ago(1)

    def test_another_producers_change_is_not_there(self):
        change = self.contact_change(ago(9), ago(6))
        self.client.force_login(self.stranger)
        assert self.undo(change).status_code == 404
        assert self.lines() == []
        assert not soup(self.client.get(f"{HOME}?saved={change.pk}")).select(".stall-saved")
        change.refresh_from_db()
        assert change.undone_at is None

    def test_the_second_page_knows_what_the_first_one_held(self):
        for number in range(25):
            self.contact_change(ago(60 - number), ago(59 - number))
        assert [bool(line.form) for line in self.lines()] == [True] + [False] * 19
        assert [bool(line.form) for line in self.lines("?page=2")] == [False] * 5

    def test_the_list_takes_the_same_number_of_queries_however_long(self):
        self.contact_change(ago(9), ago(6))
        few = query_count(self.client, reverse("stall:history"))
        for number in range(30):
            self.contact_change(ago(60 - number), ago(59 - number))
        assert query_count(self.client, reverse("stall:history")) == few


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
            "một số thông tin HTX Đồi Nắng đang đăng sắp đến 90 ngày chưa xác nhận lại. Sau đó người mua sẽ thấy dòng báo "
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
