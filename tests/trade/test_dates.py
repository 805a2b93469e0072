"""When an event is: plain days and times, in words a visitor reads."""

import datetime

import pytest
from django import forms
from django.utils import translation

from trade.dates import PLACE_TIME, Phase, Span

SATURDAY = datetime.date(2026, 12, 5)


def moment(day, hour=9, minute=0):
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=PLACE_TIME)


def days(number):
    return SATURDAY + datetime.timedelta(days=number)


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


MORNING = Span(SATURDAY, SATURDAY, datetime.time(8), datetime.time(11, 30))
WHOLE_DAY = Span(SATURDAY, SATURDAY)
WEEK = Span(SATURDAY, days(6), datetime.time(7, 30), datetime.time(17))


class TestPhase:
    @pytest.mark.parametrize(
        ("span", "when", "phase"),
        [
            (MORNING, moment(SATURDAY, 7, 59), Phase.BEFORE),
            (MORNING, moment(SATURDAY, 8), Phase.RUNNING),
            (MORNING, moment(SATURDAY, 11, 29), Phase.RUNNING),
            (MORNING, moment(SATURDAY, 11, 30), Phase.OVER),
            (WHOLE_DAY, moment(days(-1), 23, 59), Phase.BEFORE),
            (WHOLE_DAY, moment(SATURDAY, 0), Phase.RUNNING),
            (WHOLE_DAY, moment(days(1), 0), Phase.OVER),
            (WEEK, moment(days(3), 3), Phase.RUNNING),
            (WEEK, moment(days(6), 17), Phase.OVER),
        ],
    )
    def test_the_first_moment_belongs_to_it_and_the_last_no_more(self, span, when, phase):
        assert span.phase_at(when) is phase

    def test_the_day_is_the_one_of_the_place_and_not_of_the_server(self):
        late_in_utc = datetime.datetime(
            2026, 12, 4, 17, 30, tzinfo=datetime.UTC
        )  # half past midnight on Saturday there
        assert WHOLE_DAY.phase_at(late_in_utc) is Phase.RUNNING
        assert WHOLE_DAY.words_at(late_in_utc) == "Đang diễn ra"


class TestWords:
    @pytest.mark.parametrize(
        ("span", "when", "words"),
        [
            (MORNING, moment(days(-5)), "Còn 5 ngày"),
            (MORNING, moment(days(-1), 23), "Ngày mai"),
            (MORNING, moment(SATURDAY, 7), "Hôm nay, 8:00"),
            (MORNING, moment(SATURDAY, 9), "Đang diễn ra"),
            (MORNING, moment(SATURDAY, 15), "Vừa kết thúc hôm nay"),
            (MORNING, moment(days(1), 0), "Đã kết thúc"),
            (WEEK, moment(days(2)), "Đang diễn ra"),
            (WEEK, moment(days(6)), "Đang diễn ra, ngày cuối"),
        ],
    )
    def test_how_it_stands_now(self, span, when, words):
        assert span.words_at(when) == words

    @pytest.mark.parametrize(
        ("span", "day", "time"),
        [
            (MORNING, "Thứ Bảy, 5/12/2026", "8:00–11:30"),
            (WHOLE_DAY, "Thứ Bảy, 5/12/2026", "cả ngày"),
            (Span(SATURDAY, SATURDAY, datetime.time(19, 30)), "Thứ Bảy, 5/12/2026", "từ 19:30"),
            (WEEK, "5/12\u00a0– 11/12/2026", "từ 7:30 ngày 5/12 đến 17:00 ngày 11/12"),
            (Span(SATURDAY, days(6), datetime.time(8)), "5/12\u00a0– 11/12/2026", "mở lúc 8:00 ngày 5/12"),
            (Span(SATURDAY, days(40)), "5/12/2026\u00a0– 14/1/2027", ""),
        ],
    )
    def test_when_it_is(self, span, day, time):
        assert (span.day_words, span.time_words) == (day, time)

    @pytest.mark.parametrize(
        ("span", "block"),
        [
            (MORNING, ("Thứ Bảy", "5", "tháng 12")),
            (WEEK, ("7 ngày", "5–11", "tháng 12")),
            (Span(days(-6), SATURDAY), ("7 ngày", "29/11", "đến 5/12")),
        ],
    )
    def test_the_date_block(self, span, block):
        assert span.block == block

    def test_in_english(self):
        with translation.override("en"):
            assert WEEK.day_words == "5\u00a0Dec\u00a0– 11\u00a0Dec\u00a02026"
            assert MORNING.block == ("Sat", "5", "Dec")
            assert Span(days(-6), SATURDAY).block == ("7 days", "29\u00a0Nov", "to 5\u00a0Dec")
            assert MORNING.words_at(moment(days(-1))) == "Tomorrow"


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("8:00", 8, 0),
        ("17:30", 17, 30),
        ("8h", 8, 0),
        ("17h30", 17, 30),
        ("17H30", 17, 30),
        ("8 giờ", 8, 0),
        ("8 giờ 15", 8, 15),
        ("8g30", 8, 30),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, hour, minute):
    assert forms.TimeField().clean(typed) == datetime.time(hour, minute)


@pytest.mark.parametrize("typed", ["25h", "8h75", "sáng", "8"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        forms.TimeField().clean(typed)
