"""Old days of the visit counter become months, and no sum changes."""

import datetime

from django.core.management import call_command
from django.test import TestCase, override_settings

from home.models import PageVisits, SiteVisits
from home.models.visits import Span
from home.visits.roll_up import roll_months
from tests.factories import StandardPageFactory
from tests.home.visits.beacons import DAY


class MonthsTests(TestCase):
    """Old days become months."""

    def setUp(self):
        self.page, self.other = StandardPageFactory(), StandardPageFactory()

    def rows(self, model=PageVisits):
        return sorted(model.objects.values_list("span", "start", "views"))

    def test_whole_months_beyond_the_kept_days_are_added_up_and_sums_stay(self):
        days = [datetime.date(2030, 11, 1), datetime.date(2030, 11, 30), datetime.date(2030, 12, 2), DAY]
        for day in days:
            SiteVisits.objects.create(start=day, visitors=3, views=5)
            PageVisits.objects.create(page=self.page, start=day, views=4)
        PageVisits.objects.create(page=self.other, start=days[0], views=1)
        # 100 days before 12/3/2031 is 2/12/2030: December stays as days, whole.
        assert roll_months(DAY) == 5
        assert self.rows(SiteVisits) == [
            (Span.DAY, datetime.date(2030, 12, 2), 5),
            (Span.DAY, DAY, 5),
            (Span.MONTH, datetime.date(2030, 11, 1), 10),
        ]
        assert self.rows() == [
            (Span.DAY, datetime.date(2030, 12, 2), 4),
            (Span.DAY, DAY, 4),
            (Span.MONTH, datetime.date(2030, 11, 1), 1),
            (Span.MONTH, datetime.date(2030, 11, 1), 8),
        ]
        assert sum(SiteVisits.objects.values_list("visitors", flat=True)) == 12
        before = self.rows(), self.rows(SiteVisits)
        assert roll_months(DAY) == 0
        assert (self.rows(), self.rows(SiteVisits)) == before

    def test_a_day_that_comes_late_joins_its_month(self):
        first = datetime.date(2030, 5, 1)
        for day in (first, first + datetime.timedelta(days=20)):
            PageVisits.objects.create(page=self.page, start=day, views=2)
            roll_months(DAY)
        assert self.rows() == [(Span.MONTH, first, 4)]

    @override_settings(OCOP_VISIT_DAYS=1)
    def test_a_month_is_never_rolled_up_while_thirty_days_are_shown(self):
        day = DAY - datetime.timedelta(days=30)
        PageVisits.objects.create(page=self.page, start=day, views=2)
        assert roll_months(DAY) == 0

    def test_the_command_says_what_it_did(self):
        SiteVisits.objects.create(start=datetime.date(2020, 1, 5), visitors=3, views=5)
        call_command("roll_up_visits", verbosity=0)
        assert self.rows(SiteVisits) == [(Span.MONTH, datetime.date(2020, 1, 1), 5)]
