"""What the tests of a member's own screens share."""

import datetime

from django.test import TestCase
from django.utils import timezone

from home.foundation.groups import prepare_groups
from tests.factories import MemberFactory, ProducerPageFactory, site_tree
from tests.reading import soup, words

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
