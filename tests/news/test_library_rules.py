"""Whether a document holds on a day, and the ways to write its number: plain rules on plain values."""

import datetime

from django.test import SimpleTestCase

from news.library.naming import spellings, year_in
from news.library.status import DocumentStatus, status_on

DAY = datetime.date(2026, 7, 21)
BEFORE = DAY - datetime.timedelta(days=1)


class StatusTests(SimpleTestCase):
    def test_it_holds_from_its_first_day_on(self):
        assert status_on(BEFORE, in_force_on=DAY) == DocumentStatus.NOT_YET
        assert status_on(DAY, in_force_on=DAY) == DocumentStatus.VALID

    def test_it_holds_no_longer_on_the_day_it_lapses(self):
        start = datetime.date(2023, 2, 24)
        assert status_on(BEFORE, in_force_on=start, lapses_on=DAY) == DocumentStatus.VALID
        assert status_on(DAY, in_force_on=start, lapses_on=DAY) == DocumentStatus.LAPSED

    def test_it_is_replaced_when_the_newer_one_holds(self):
        start = datetime.date(2013, 7, 1)
        assert status_on(BEFORE, in_force_on=start, replaced_on=DAY) == DocumentStatus.VALID
        assert status_on(DAY, in_force_on=start, replaced_on=DAY) == DocumentStatus.REPLACED

    def test_a_replaced_one_that_names_its_last_day_holds_until_then(self):
        values = {"known_in_force": True, "replaced_on": datetime.date(2026, 5, 22), "lapses_on": DAY}
        assert status_on(BEFORE, **values) == DocumentStatus.VALID
        assert status_on(DAY, **values) == DocumentStatus.REPLACED

    def test_in_part(self):
        assert status_on(DAY, in_force_on=BEFORE, lapses_in_part=True) == DocumentStatus.PARTLY
        assert status_on(DAY, in_force_on=BEFORE, lapses_in_part=True, lapses_on=DAY) == DocumentStatus.LAPSED

    def test_without_a_day_nothing_is_claimed_unless_somebody_knows(self):
        assert status_on(DAY) == DocumentStatus.UNSTATED
        assert status_on(DAY, known_in_force=True) == DocumentStatus.VALID

    def test_what_may_be_relied_on(self):
        assert {status for status in DocumentStatus if status.holds} == {DocumentStatus.VALID, DocumentStatus.PARTLY}
        assert {s for s in DocumentStatus if s.has_ended} == {DocumentStatus.REPLACED, DocumentStatus.LAPSED}


class NamingTests(SimpleTestCase):
    def test_a_decision_is_found_by_what_people_type(self):
        found = set(spellings("26/2026/QĐ-TTg", "quyet_dinh").split())
        assert {"26", "2026", "qd", "ttg", "qd26", "quyet", "dinh", "so"} <= found

    def test_a_law_and_a_decree(self):
        assert {"17", "2023", "qh15", "luat"} <= set(spellings("17/2023/QH15", "luat").split())
        assert {"nd113", "ndcp", "nghi", "dinh"} <= set(spellings("113/2024/NĐ-CP", "nghi_dinh").split())

    def test_the_year_as_people_say_it(self):
        assert {"148", "nam", "2023"} <= set(spellings("148/QĐ-TTg", "quyet_dinh", 2023).split())

    def test_without_a_number_there_is_the_kind(self):
        assert spellings("", "bieu_mau") == "bieu mau bm so"

    def test_the_year_in_a_number(self):
        assert year_in("26/2026/QĐ-TTg") == 2026
        assert year_in("148/QĐ-TTg") is None
        assert year_in("2026/QĐ-UBND") is None
