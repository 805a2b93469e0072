"""Wagtail's reports say things as people do: no "None", no names of models."""

import re

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page

from home.foundation.groups import EDITORS, prepare_groups
from home.foundation.workflows import prepare_workflows
from tests.factories import ArticlePageFactory
from tests.factories.site import site_tree
from tests.reading import administrator, soup, words

REPORTS = ["site_history", "aging_pages", "page_types_usage", "workflow", "workflow_tasks", "locked_pages"]


class ReportTests(TestCase):
    """Pages that nobody is known to have published, sent or locked."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.article = ArticlePageFactory(title="Mùa na")
        prepare_workflows()
        cls.article.save_revision().publish()
        cls.gone = get_user_model().objects.create_user("da-nghi")
        sent = ArticlePageFactory(title="Mùa xoài")
        sent.save_revision()
        sent.get_workflow().start(sent, None)
        locked = ArticlePageFactory(title="Mùa nhãn")
        locked.save_revision(user=cls.gone, log_action=True).publish(user=cls.gone, skip_permission_checks=True)
        Page.objects.filter(pk=locked.pk).update(locked=True)
        cls.gone.delete()
        cls.editor = get_user_model().objects.create_user("bien-tap")
        cls.editor.groups.add(Group.objects.get(name=EDITORS))
        cls.administrator = administrator()

    def test_nobody_reads_none_or_the_name_of_a_model(self):
        for user in (self.editor, self.administrator):
            self.client.force_login(user)
            for report in REPORTS:
                answer = self.client.get(reverse(f"wagtailadmin_reports:{report}"))
                if answer.status_code == 302:  # not open to editors
                    continue
                text = words(soup(answer).find("main"))
                assert not re.search(r"\bNone\b|\b(news|home|products|cooperatives|trade)\.\w+page\b", text), (
                    report,
                    text,
                )

    def test_who_published_is_said_to_be_unknown(self):
        self.client.force_login(self.administrator)
        rows = soup(self.client.get(reverse("wagtailadmin_reports:aging_pages"))).select("tbody tr")
        assert "không ghi lại" in words(next(row for row in rows if "Mùa na" in words(row)))

    def test_who_published_is_called_by_name_on_the_screen_and_in_the_file(self):
        person = get_user_model().objects.create_user("sen@example.vn", first_name="Sen", last_name="Lò Thị")
        page = ArticlePageFactory(title="Mùa mận")
        page.save_revision(user=person, log_action=True).publish(user=person, skip_permission_checks=True)
        self.client.force_login(self.editor)
        for name in ("aging_pages", "aging_pages_results"):
            rows = soup(self.client.get(reverse(f"wagtailadmin_reports:{name}"))).select("tbody tr")
            row = next(words(row) for row in rows if "Mùa mận" in words(row))
            assert "Lò Thị Sen" in row
            assert "sen@example.vn" not in row
        file = self.client.get(reverse("wagtailadmin_reports:aging_pages"), {"export": "csv"}).getvalue().decode()
        assert "Lò Thị Sen" in next(line for line in file.splitlines() if "Mùa mận" in line)

    def test_kinds_of_pages_are_called_by_their_names(self):
        self.client.force_login(self.administrator)
        listed = soup(self.client.get(reverse("wagtailadmin_reports:page_types_usage"))).select(".page-type")
        assert "Bài viết" in [words(cell) for cell in listed]
