"""The frame of a member's own screens, which apps fill."""

import pytest
from django.urls import reverse

from cooperatives.stall import frame
from cooperatives.stall.frame import Action, Section, Step, Tab, Task
from tests.cooperatives.stall.case import StallTestCase
from tests.reading import soup, words


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

    def test_the_menu_leads_to_the_own_name_and_mails(self):
        link = soup(self.home()).select_one('.stall-menu a[href="/quan-tri/account/"]')
        assert words(link) == "Tên và thư báo của tôi"
        assert self.client.get(link["href"]).status_code == 200

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
