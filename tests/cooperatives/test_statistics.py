"""Published statistics: sums, places of two eras, and the ways in."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import SimpleTestCase, TestCase

from cooperatives.choices import Exactness, FormerDistrict, Indicator
from cooperatives.models import Figure, StatisticReport
from cooperatives.statistics.publishing import load_report, publish_figures
from cooperatives.statistics.rules import sum_complaints
from tests.factories import CommuneFactory
from tests.reading import administrator, soup, soup_of, vi, words

MANAGERS = {
    Indicator.MANAGERS: 424,
    Indicator.MANAGERS_UNIVERSITY: 15,
    Indicator.MANAGERS_COLLEGE: 29,
    Indicator.MANAGERS_TRAINED: 380,
}


class SumTests(SimpleTestCase):
    """Managers are three classes that exclude each other."""

    def test_424_is_15_and_29_and_380(self):
        assert sum_complaints(MANAGERS) == {}

    def test_one_too_many_is_told_with_both_sums(self):
        ((whole, sentence),) = sum_complaints({**MANAGERS, Indicator.MANAGERS_TRAINED: 1381}).items()
        assert whole == Indicator.MANAGERS
        assert "15 + 29 + 1.381 = 1.425" in sentence
        assert "424" in sentence

    def test_an_unknown_class_is_not_asked_but_may_not_pass_the_total(self):
        assert sum_complaints({Indicator.MANAGERS: 424, Indicator.MANAGERS_TRAINED: 380}) == {}
        assert len(sum_complaints({Indicator.MANAGERS: 424, Indicator.MANAGERS_TRAINED: 425})) == 1


class ReportTests(TestCase):
    """One count of one place."""

    def test_a_report_is_about_one_place(self):
        commune = CommuneFactory()
        both = {"district": FormerDistrict.MAI_SON, "commune": commune}
        for place, said in (
            ({}, "Hãy chọn huyện cũ hoặc một xã."),
            (both, "Chỉ chọn một trong hai: huyện cũ hoặc một xã."),
        ):
            report = StatisticReport(year=2021, source="Báo cáo", **place)
            with pytest.raises(ValidationError) as caught:
                report.full_clean()
            assert caught.value.message_dict["commune"][0] == said
            with pytest.raises(IntegrityError), transaction.atomic():
                report.save()

    def test_a_commune_has_no_figures_from_before_it_existed(self):
        report = StatisticReport(
            commune=CommuneFactory(), year=2021, as_of=datetime.date(2021, 8, 30), source="Báo cáo"
        )
        with pytest.raises(ValidationError) as caught:
            report.full_clean()
        assert list(caught.value.message_dict) == ["commune"]

    def test_an_old_unit_has_none_from_after_its_end(self):
        old = CommuneFactory(former=True)
        with pytest.raises(ValidationError):
            publish_figures({Indicator.MEMBERS: 5}, commune=old, year=2026, as_of=datetime.date(2026, 1, 1), source="a")
        report = publish_figures(
            {Indicator.MEMBERS: 5}, commune=old, year=2020, as_of=datetime.date(2020, 1, 1), source="Báo cáo"
        )
        assert report.place_name.startswith("xã Cò Nòi (")

    def test_the_old_district_and_the_commune_of_its_name_never_meet(self):
        commune = CommuneFactory(name="Mai Sơn")
        publish_figures({Indicator.MEMBERS: 6503}, district=FormerDistrict.MAI_SON, year=2021, source="a")
        publish_figures({Indicator.MEMBERS: 700}, commune=commune, year=2026, source="b")
        assert [report.year for report in StatisticReport.objects.of_district(FormerDistrict.MAI_SON)] == [2021]
        assert [report.year for report in StatisticReport.objects.of_communes()] == [2026]


class PublishingTests(TestCase):
    """What code writes."""

    def test_approving_anew_replaces_the_figures(self):
        commune = CommuneFactory()
        for members in (700, 712):
            publish_figures(
                {Indicator.MEMBERS: members, Indicator.WORKERS: (90, Exactness.ABOUT, "")},
                commune=commune,
                year=2026,
                as_of=datetime.date(2026, 12, 14),
                source="Số liệu hằng năm",
            )
        figures = Figure.objects.filter(report__commune=commune).order_by("indicator")
        assert [(figure.indicator, figure.value, figure.exactness) for figure in figures] == [
            ("members", 712, ""),
            ("workers", 90, "about"),
        ]

    def test_sums_that_do_not_hold_change_nothing(self):
        publish_figures(MANAGERS, district=FormerDistrict.MAI_SON, year=2021, source="a")
        with pytest.raises(ValidationError):
            publish_figures(
                {**MANAGERS, Indicator.MANAGERS: 425}, district=FormerDistrict.MAI_SON, year=2021, source="a"
            )
        assert Figure.objects.get(indicator=Indicator.MANAGERS).value == 424

    def test_a_day_outside_the_year_is_refused(self):
        with pytest.raises(ValidationError):
            publish_figures(MANAGERS, district="huyen_mai_son", year=2021, as_of=datetime.date(2020, 1, 1), source="a")

    def test_the_report_of_2021_comes_with_every_site_and_only_once(self):
        call_command("load_reference", verbosity=0)
        report = StatisticReport.objects.get(year=2021)
        assert (report.district, report.commune, report.as_of) == ("huyen_mai_son", None, datetime.date(2021, 8, 30))
        assert {figure.indicator: figure.value for figure in report.figures.all()} == {
            "cooperatives": 139, "unions": 1, "members": 6503, "workers": 1668, "managers": 424,
            "managers_university": 15, "managers_college": 29, "managers_trained": 380, "boards_trained": 72,
            "members_trained": 300,
        }  # fmt: skip
        assert report.figures.get(indicator="workers").exactness == Exactness.ABOUT
        assert report.figures.get(indicator="members_trained").exactness == Exactness.OVER
        before = StatisticReport.objects.get(year=2001).figures.get()
        assert (before.indicator, before.value, before.note) == ("members", 160, "6.503 − 6.343 = 160")
        Figure.objects.filter(report=report, indicator="members").update(value=6504)
        assert load_report() == 0
        assert report.figures.get(indicator="members").value == 6504


@pytest.mark.once
class DeskTests(TestCase):
    """The officers' form."""

    def post(self, **numbers):
        rows = [(indicator.value, numbers.get(indicator.value, value)) for indicator, value in MANAGERS.items()]
        data = {
            "district": FormerDistrict.MAI_SON.value, "commune": "", "year": "2021", "as_of": "30/8/2021",
            "source": "Báo cáo", "source_en": "", "source_kind": "office", "source_url": "", "published_on": "",
            "figures-TOTAL_FORMS": str(len(rows)), "figures-INITIAL_FORMS": "0",
            "figures-MIN_NUM_FORMS": "1", "figures-MAX_NUM_FORMS": "1000",
        }  # fmt: skip
        for number, (indicator, value) in enumerate(rows):
            prefix = f"figures-{number}"
            data |= {f"{prefix}-indicator": indicator, f"{prefix}-value": str(value), f"{prefix}-exactness": ""}
            data |= {f"{prefix}-note": "", f"{prefix}-id": "", f"{prefix}-DELETE": ""}
        self.client.force_login(administrator())
        return self.client.post("/quan-tri/statistics/new/", data)

    def test_figures_that_add_up_are_saved(self):
        assert self.post(managers="424").status_code == 302
        assert Figure.objects.count() == 4

    def test_without_a_figure_it_asks_for_one(self):
        self.client.force_login(administrator())
        values = {"year": "2025", "source": "Báo cáo", "source_kind": "office", "figures-TOTAL_FORMS": "0"}
        values |= {"figures-INITIAL_FORMS": "0", "figures-MIN_NUM_FORMS": "1", "figures-MAX_NUM_FORMS": "1000"}
        page = words(soup(self.client.post("/quan-tri/statistics/new/", values)).select_one("#w-editor-form"))
        assert "Hãy thêm ít nhất một số liệu." in page
        assert "biểu mẫu" not in page

    def test_what_is_not_chosen_yet_is_said_in_words(self):
        self.client.force_login(administrator())
        form = soup_of(self.client.get("/quan-tri/statistics/new/").content).select_one("#w-editor-form")
        assert "---" not in form.get_text()
        assert form.select_one("[name=district] option").get_text() == "Chưa chọn"

    def test_the_list_names_place_and_year_and_leads_to_the_form(self):
        report = publish_figures(MANAGERS, district=FormerDistrict.MAI_SON, year=2021, source="Báo cáo")
        self.client.force_login(administrator())
        link = soup(self.client.get("/quan-tri/statistics/")).select_one(
            f"a[href='/quan-tri/statistics/edit/{report.pk}/']"
        )
        assert words(link) == f"{vi('former Mai Sơn district')}, 2021"

    def test_figures_that_do_not_are_refused_and_stay_in_the_form(self):
        response = self.post(managers="425")
        page = soup(response)
        assert response.status_code == 200
        assert "15 + 29 + 380 = 424" in words(page.select_one("#inline_child_figures-0"))
        assert page.select_one("[name='figures-0-value']")["value"] == "425"
        assert StatisticReport.objects.count() == 0
