"""The buttons under a page's form: a member sends, an editor decides."""

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import TaskState

from products.models import ProductPage
from tests.access.world import make_world
from tests.reading import soup, words

pytestmark = pytest.mark.once


class ButtonsTests(TestCase):
    """Producer A's product waits for review; its draft product was never sent."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()
        cls.a = cls.world.a

    def buttons(self, user, page):
        """Return the words on the buttons of the form's footer, the one in sight first."""
        self.client.force_login(user)
        response = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        return [words(button) for button in soup(response).select("footer.footer button") if words(button)]

    def test_a_member_s_first_is_to_send_and_it_publishes_nothing(self):
        assert self.buttons(self.a.user, self.a.draft) == ["Gửi duyệt", "Thao tác khác", "Lưu nháp"]

    def test_while_it_waits_the_way_to_take_it_back_is_not_the_first(self):
        assert self.buttons(self.a.user, self.a.product)[0] == "Trang đang khoá"
        assert "Rút lại" in self.buttons(self.a.user, self.a.product)

    def test_what_came_back_is_sent_again(self):
        task = TaskState.objects.get(workflow_state__object_id=str(self.a.product.pk))
        task.task.specific.on_action(task, self.world.editor, "reject", comment="Xin thêm ảnh.")
        found = self.buttons(self.a.user, self.a.product)
        assert (found[0], "Lưu nháp" in found) == ("Gửi duyệt lại", True)
        assert not [text for text in found if "Biên tập viên duyệt" in text]

    def test_an_editor_publishes_what_was_sent_by_approving_it(self):
        found = self.buttons(self.world.editor, self.a.product)
        assert "Đăng" not in found
        assert "Duyệt và đăng" in found
        assert "Đăng" in self.buttons(self.world.editor, self.a.draft)
        assert ProductPage.objects.get(pk=self.a.product.pk).workflow_in_progress
