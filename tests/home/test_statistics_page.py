"""The statistics page: two eras apart, every number with its source, nothing invented."""

import csv
import datetime
import io

import pytest
import time_machine
from openpyxl import load_workbook
from wagtail.test.utils import WagtailPageTestCase

from cooperatives.choices import Indicator
from cooperatives.models import Commune
from cooperatives.reference import load_communes
from cooperatives.statistics.publishing import load_report, publish_figures
from home.models import HomePage, StatisticsPage
from tests.factories import ProducerPageFactory, ProductPageFactory, StatisticsPageFactory
from tests.reading import administrator, edit_page, query_count, soup, structured_data, vi, words

SLUGS = [
    "huyen-mai-son-cu", "can-bo-quan-ly", "thanh-vien-theo-nam", "theo-xa", "chu-the-theo-xa", "loai-hinh", "hang-sao",
]  # fmt: skip


class StatisticsPageTests(WagtailPageTestCase):
    """What a reader finds at /so-lieu/."""

    @classmethod
    def setUpTestData(cls):
        load_communes()
        load_report()
        cls.page = StatisticsPageFactory()
        cls.commune = Commune.objects.current().get(name="Mai Sơn")
        cls.producer = ProducerPageFactory(commune=cls.commune)

    def rows(self, slug, address="/so-lieu/"):
        return [words(row) for row in soup(self.client.get(address)).select(f"#{slug} tbody tr")]

    def test_it_stands_below_the_front_page_only_and_nothing_below_it(self):
        self.assertAllowedParentPageTypes(StatisticsPage, {HomePage})
        self.assertAllowedSubpageTypes(StatisticsPage, {})

    def test_it_is_edited_in_the_admin(self):
        self.client.force_login(administrator())
        assert edit_page(self.client, self.page, introduction="Số nào cũng có nguồn.").status_code == 302
        assert "Số nào cũng có nguồn." in words(self.client.get("/so-lieu/"))

    def test_the_old_districts_numbers_stand_with_their_source_and_day(self):
        page = soup(self.client.get("/so-lieu/"))
        tiles = {tile["id"]: words(tile.dd) for tile in page.select(".count")}
        about = vi("about")
        assert tiles == {
            "huyen-cooperatives": "139",
            "huyen-unions": "1",
            "huyen-members": "6.503",
            "huyen-workers": f"{about} 1.668",
            "huyen-managers": "424",
        }
        assert "30/8/2021" in words(page.select_one("#huyen-mai-son-cu > p.caption"))
        assert [piece["width"] for piece in page.select("#can-bo-quan-ly .chart__piece")][:3] == [
            "3.54%",
            "6.84%",
            "89.62%",
        ]

    def test_2001_is_worked_out_and_says_how(self):
        rows = self.rows("thanh-vien-theo-nam")
        assert [row.split()[:2] for row in rows] == [["2001", "160"], ["2021", "6.503"]]
        assert "6.503 − 6.343 = 160" in words(soup(self.client.get("/so-lieu/")).select_one("#thanh-vien-theo-nam"))

    def test_the_districts_numbers_are_never_the_communes(self):
        rows = self.rows("theo-xa")
        assert len(rows) == 8
        assert all(row.split(" ", 1)[1].count(vi("not known")) == 5 for row in rows)
        assert not any(number in " ".join(rows) for number in ("139", "6.503", "424"))

    def test_a_communes_own_figures_appear_once_published(self):
        publish_figures(
            {Indicator.MEMBERS: 712},
            commune=self.commune,
            year=2026,
            as_of=datetime.date(2026, 12, 14),
            source="Số liệu",
        )
        row = next(row for row in self.rows("theo-xa") if row.startswith("xã Mai Sơn"))
        assert "712" in row
        assert row.endswith("2026")
        assert [dot.split()[1] for dot in self.rows("thanh-vien-theo-nam")] == ["160", "6.503"]

    def test_a_communes_managers_stand_by_training_on_the_page_and_in_the_files(self):
        values = dict(
            zip(
                (Indicator.MANAGERS_UNIVERSITY, Indicator.MANAGERS_COLLEGE, Indicator.MANAGERS_TRAINED),
                (10, 20, 30),
                strict=True,
            )
        )
        assert self.rows("can-bo-quan-ly-theo-xa") == []
        publish_figures({**values, Indicator.MANAGERS: 60}, commune=self.commune, year=2026, source="Số liệu")
        assert self.rows("can-bo-quan-ly-theo-xa") == ["xã Mai Sơn 10 20 30 60 2026"]
        for slug in ("can-bo-quan-ly-theo-xa", "theo-xa"):
            text = self.client.get(f"/so-lieu/{slug}/csv/").content.decode("utf-8-sig")
            own = [row for row in csv.reader(io.StringIO(text)) if row[0] == "xã Mai Sơn"]
            assert {"10", "20", "30", "60"} <= {row[4] for row in own}

    def test_a_reader_chooses_a_year_and_a_place(self):
        publish_figures({Indicator.MEMBERS: 712}, commune=self.commune, year=2026, source="Số liệu")
        page = soup(self.client.get("/so-lieu/"))
        chips = [
            [chip.get_text(strip=True) for chip in nav.select(".chip")]
            for nav in page.select(".statistics__choice")[:2]
        ]
        assert chips == [["Mới nhất", "2026", "2021", "2001"], ["Tất cả", "Huyện cũ", "xã Mai Sơn"]]
        here = f"/so-lieu/?nam=2026&noi={self.commune.pk}"
        chosen = soup(self.client.get(here))
        assert [chip.get_text(strip=True) for chip in chosen.select(".chip[aria-current]")] == ["2026", "xã Mai Sơn"]
        assert not chosen.select("#huyen-cu")
        assert [row.split()[:2] for row in self.rows("theo-xa", here)] == [["xã", "Mai"]]
        assert "712" in self.rows("theo-xa", here)[0]
        assert chosen.select_one("#theo-xa .statistic__files a")["href"].endswith(
            f"csv/?nam=2026&noi={self.commune.pk}"
        )
        assert self.rows("huyen-mai-son-cu", "/so-lieu/?nam=2001") == ["Thành viên 160 người"]
        assert len(self.rows("huyen-mai-son-cu", "/so-lieu/?nam=zzz&noi=%00")) == 10

    def test_units_are_in_the_readers_language(self):
        rows = self.rows("huyen-mai-son-cu", "/en/so-lieu/")
        assert rows[0] == "Co-operatives 139 co-operatives"
        whole = soup(self.client.get("/en/so-lieu/")).select("#thanh-vien-theo-nam td .nowrap")
        assert [words(word) for word in whole] == ["co-operatives", "co-operatives"]
        assert [row.split()[-1] for row in rows[:3]] == ["co-operatives", "unions", "people"]
        text = self.client.get("/en/so-lieu/huyen-mai-son-cu/csv/").content.decode("utf-8-sig")
        assert "hợp tác xã" not in text

    def test_what_the_site_counts_bears_the_day_and_only_what_is_public(self):
        ProducerPageFactory(commune=self.commune, live=False)
        ProductPageFactory(parent=self.producer, stars=4)
        ProductPageFactory(parent=self.producer, stars=3, live=False)
        ProductPageFactory(parent=self.producer, expired=True)
        rows = self.rows("chu-the-theo-xa")
        assert next(row for row in rows if row.startswith("xã Mai Sơn")).split()[3:] == ["1", "1", "2"]
        assert [row.split()[-1] for row in self.rows("hang-sao")] == ["0", "1", "0"]
        with time_machine.travel(datetime.datetime(2026, 11, 29, 12, tzinfo=datetime.UTC)):
            text = words(self.client.get("/so-lieu/"))
        assert vi("Counted on this site, %(day)s", day="29/11/2026") in text

    def test_every_chart_says_what_it_counts(self):
        ProductPageFactory(parent=self.producer, stars=4)
        ProducerPageFactory(commune=self.commune, legal_form="ho_kinh_doanh")
        page = soup(self.client.get("/so-lieu/"))
        units = {
            figure["id"]: words(figure.select_one(".statistic__unit"))
            for figure in page.select(".statistic:has(.chart)")
        }
        counted = {slug: unit.removeprefix(vi("Counted in the chart:")).strip() for slug, unit in units.items()}
        assert counted == {
            "can-bo-quan-ly": vi("people"),
            "thanh-vien-theo-nam": vi("people"),
            "chu-the-theo-xa": vi("producers"),
            "loai-hinh": vi("producers"),
            "hang-sao": vi("products"),
        }

    def test_numbers_stand_beneath_each_other_and_words_do_not(self):
        page = soup(self.client.get("/so-lieu/"))
        rows = {
            slug: page.select_one(f"#{slug} tbody tr")
            for slug in ("huyen-mai-son-cu", "thanh-vien-theo-nam", "theo-xa")
        }
        aligned = {slug: ["number" in cell.get("class", []) for cell in row.select("td")] for slug, row in rows.items()}
        assert aligned == {
            "huyen-mai-son-cu": [True],
            "thanh-vien-theo-nam": [True, False],
            "theo-xa": [True] * 5 + [False],
        }

    def test_every_table_has_an_anchor_and_two_files(self):
        page = soup(self.client.get("/so-lieu/"))
        assert [figure["id"] for figure in page.select(".statistic")] == SLUGS
        for slug in SLUGS:
            links = [link["href"] for link in page.select(f"#{slug} .statistic__files a")]
            assert links == [f"/so-lieu/{slug}/csv/", f"/so-lieu/{slug}/xlsx/"]
            for link in links:
                assert self.client.get(link).status_code == 200, link

    def test_a_download_holds_numbers_as_numbers_with_source_and_day(self):
        response = self.client.get("/so-lieu/huyen-mai-son-cu/csv/")
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        members = next(row for row in rows if row[1] == vi("Members") and row[2] == "2021")
        assert members[3:5] == ["2021-08-30", "6503"]
        assert members[8] == "Báo cáo về hợp tác xã của huyện Mai Sơn (cũ)"
        sheet = load_workbook(io.BytesIO(self.client.get("/so-lieu/huyen-mai-son-cu/xlsx/").content)).active
        assert 6503 in [row[4] for row in sheet.iter_rows(values_only=True)]

    def test_what_is_no_table_is_not_found(self):
        for path in ("khong-co/csv/", "theo-xa/pdf/", "theo-xa/", "csv/"):
            assert self.client.get(f"/so-lieu/{path}").status_code == 404, path

    def test_english_readers_get_english_and_the_names_as_they_are(self):
        page = soup(self.client.get("/en/so-lieu/"))
        assert page.h1.get_text() == "Statistics"
        assert str(page.select_one("#theo-xa tbody th")) == '<th scope="row"><span lang="vi">Chiềng Mai</span></th>'
        assert words(page.select_one("#chu-the-theo-xa .chart__label")) == "Chiềng Mai"
        assert "Members" in words(page.main)
        assert "1/7/2025" not in words(page.main)
        assert "1\u00a0July\u00a02025" in page.select_one("#cac-xa").get_text()

    def test_a_chosen_commune_is_named_in_the_readers_language(self):
        publish_figures({Indicator.MEMBERS: 712}, commune=self.commune, year=2026, source="Số liệu")
        page = soup(self.client.get(f"/en/so-lieu/?noi={self.commune.pk}"))
        assert words(page.select_one("#cac-xa")) == "Mai Sơn commune"
        assert [words(chip) for chip in page.select(".chip[aria-current]")] == ["Newest", "Mai Sơn commune"]

    def test_json_ld_describes_a_dataset_with_its_files(self):
        data = structured_data(self.client.get("/so-lieu/"))["Dataset"]
        assert data["url"] == "http://testserver/so-lieu/"
        assert {
            "@type": "DataDownload",
            "name": "theo-xa.csv",
            "encodingFormat": "text/csv",
            "contentUrl": "http://testserver/so-lieu/theo-xa/csv/",
        } in data["distribution"]

    def test_without_reports_the_page_says_so_and_stands(self):
        from cooperatives.models import StatisticReport

        StatisticReport.objects.all().delete()
        page = soup(self.client.get("/so-lieu/"))
        assert [figure["id"] for figure in page.select(".statistic")] == SLUGS[3:]

    @pytest.mark.once
    def test_as_many_queries_for_many_figures_as_for_few(self):
        few = query_count(self.client, "/so-lieu/")
        communes = list(Commune.objects.current())
        for number in range(20):
            publish_figures(
                {Indicator.MEMBERS: number, Indicator.WORKERS: 1}, commune=communes[number % 8], year=2025 + number // 8,
                source="Số liệu",
            )  # fmt: skip
            ProductPageFactory(parent=ProducerPageFactory(commune=communes[number % 8]), stars=4)
        assert query_count(self.client, "/so-lieu/") == few
        assert few <= 15
