"""The editors' report of the pages that are read most."""

import csv
import datetime
import io

import openpyxl
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import TestCase
from django.utils import timezone

from cooperatives.rights import permission
from home.foundation.groups import EDITORS, OFFICERS, prepare_groups
from home.models import PageVisits, SiteVisits
from home.models.visits import Span
from tests.factories import ArticlePageFactory, MemberFactory, ProductPageFactory, UserFactory
from tests.factories.site import site_tree
from tests.home.visits.beacons import DAY, at


class ReportTests(TestCase):
    """The editors' report."""

    ADDRESS = "/quan-tri/luot-xem/"

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.editor = UserFactory()
        cls.editor.groups.add(Group.objects.get(name=EDITORS))
        cls.article = ArticlePageFactory(title="=HYPERLINK(1)")
        cls.product = ProductPageFactory(title="Mận hậu")

    def setUp(self):
        cache.clear()
        self.client.force_login(self.editor)

    def count(self, page, start, views, span=Span.DAY):
        PageVisits.objects.create(page=page, start=start, views=views, span=span)
        SiteVisits.objects.get_or_create(start=start, span=span, defaults={"visitors": 10, "views": 1000})

    def lines(self, **query):
        answer = self.client.get(self.ADDRESS, query)
        assert answer.status_code == 200
        return [(page.title, page.views) for page in answer.context["object_list"]]

    def test_the_time_decides_what_is_added_up(self):
        with at(9):
            self.client.force_login(self.editor)
            for page, start, views in [
                (self.product, DAY, 1), (self.product, DAY - datetime.timedelta(days=6), 2),
                (self.article, DAY - datetime.timedelta(days=7), 50), (self.product, datetime.date(2031, 2, 12), 7),
            ]:  # fmt: skip
                self.count(page, start, views)
            self.count(self.article, datetime.date(2030, 4, 1), 100, Span.MONTH)
            self.count(self.article, datetime.date(2030, 3, 1), 1000, Span.MONTH)
            title = self.article.title
            assert self.lines(period="7") == [("Mận hậu", 3)]
            assert self.lines() == self.lines(period="30") == [(title, 50), ("Mận hậu", 10)]
            assert self.lines(period="month") == [(title, 50), ("Mận hậu", 3)]
            assert self.lines(period="year") == [(title, 150), ("Mận hậu", 10)]
            assert self.lines(period="all") == [(title, 1150), ("Mận hậu", 10)]
            assert self.lines(period="all", ordering="views") == [("Mận hậu", 10), (title, 1150)]

    def test_one_kind_alone(self):
        self.count(self.product, timezone.localdate(), 1)
        self.count(self.article, timezone.localdate(), 2)
        kind = self.product.content_type_id
        assert self.lines(content_type=kind) == [("Mận hậu", 1)]

    def test_rubbish_in_the_address_is_no_error(self):
        self.count(self.product, timezone.localdate(), 1)
        for query in (
            {"period": "zzz"},
            {"content_type": "x"},
            {"p": "zzz"},
            {"ordering": "x"},
            {"period": "9" * 5000},
        ):
            assert self.client.get(self.ADDRESS, query).status_code == 200

    def test_the_csv_opens_in_excel_and_computes_nothing(self):
        self.count(self.article, timezone.localdate(), 1234)
        answer = self.client.get(self.ADDRESS, {"export": "csv"})
        text = b"".join(answer.streaming_content).decode()
        assert text.startswith("\ufeff")
        head, line = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert head == ["Trang", "Loại", "Địa chỉ", "Lượt xem"]
        assert (line[0], line[3]) == ("'=HYPERLINK(1)", "1234")

    def test_the_xlsx_holds_texts_and_numbers(self):
        self.count(self.article, timezone.localdate(), 1234)
        answer = self.client.get(self.ADDRESS, {"export": "xlsx"})
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        cells = [(cell.value, cell.data_type) for cell in sheet[2]]
        assert (cells[0], cells[3]) == (("=HYPERLINK(1)", "s"), (1234, "n"))

    def test_members_and_officers_do_not_see_it(self):
        for user in (MemberFactory(), officer()):
            self.client.force_login(user)
            assert self.client.get(self.ADDRESS).status_code in (302, 403)
            assert self.ADDRESS not in self.client.get("/quan-tri/", follow=True).content.decode()

    def test_the_right_reaches_a_site_that_is_older(self):
        editors = Group.objects.get(name=EDITORS)
        editors.permissions.remove(permission("home.view_pagevisits"))
        prepare_groups(site_tree().home)
        assert editors.permissions.filter(codename="view_pagevisits").exists()


def officer():
    user = UserFactory()
    user.groups.add(Group.objects.get(name=OFFICERS))
    return user
