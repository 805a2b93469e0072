"""When an event is: rules on plain days and times, without a database.

Times are those of the place, Asia/Ho_Chi_Minh. An event has a first and a last day; a time of day may be known for its
beginning, or for both ends. Without a beginning it takes whole days.
"""

import datetime
from dataclasses import dataclass
from enum import Enum
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ocop.core.templatetags.ocop import month_in_sentence

PLACE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


class Phase(Enum):
    """Where a moment stands against an event."""

    BEFORE = "before"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True)
class Span:
    """From when to when: `last_day` is at least `first_day`, `ends_at` comes with `begins_at`."""

    first_day: datetime.date
    last_day: datetime.date
    begins_at: datetime.time | None = None
    ends_at: datetime.time | None = None

    @property
    def is_one_day(self):
        """Whether it begins and ends on the same day."""
        return self.first_day == self.last_day

    @property
    def is_whole_days(self):
        """Whether only days are known: no time, or several days of which only the first hour is known."""
        return self.begins_at is None or (self.ends_at is None and not self.is_one_day)

    @property
    def start(self):
        """The first moment."""
        return at(self.first_day, self.begins_at or datetime.time.min)

    @property
    def end(self):
        """The first moment after it; where nobody said when it ends, the midnight after its last day."""
        if self.begins_at is not None and self.ends_at is not None:
            return at(self.last_day, self.ends_at)
        return at(self.last_day + datetime.timedelta(days=1), datetime.time.min)

    def phase_at(self, moment):
        """Return the `Phase` at an aware datetime."""
        if moment < self.start:
            return Phase.BEFORE
        return Phase.RUNNING if moment < self.end else Phase.OVER

    def words_at(self, moment):
        """Return what a visitor reads of it now: "Còn 5 ngày", "Đang diễn ra", "Đã kết thúc"."""
        today = moment.astimezone(PLACE_TIME).date()
        phase = self.phase_at(moment)
        if phase is Phase.RUNNING:
            return self.running_words(today)
        if phase is Phase.OVER:
            return _("Ended today") if self.last_day == today else _("Over")
        days = (self.first_day - today).days
        if days == 0:
            return _("Today, %(time)s") % {"time": clock(self.begins_at)}
        if days == 1:
            return _("Tomorrow")
        return ngettext("In %(days)s day", "In %(days)s days", days) % {"days": days}

    def running_words(self, today):
        """Return that it goes on, and for several days that today is the last."""
        if not self.is_one_day and today == self.last_day:
            return _("On now, last day")
        return _("On now")

    @property
    def block(self):
        """The three lines of a date block: ("Thứ Bảy", "5", "tháng 12"), ("5 ngày", "10–14", "tháng 12")."""
        first, last = self.first_day, self.last_day
        if self.is_one_day:
            return short_weekday(first), str(first.day), month_words(first)
        days = (last - first).days + 1
        length = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
        if (first.year, first.month) == (last.year, last.month):
            return length, f"{first.day}–{last.day}", month_words(first)
        return length, date_words(first, with_year=False), _("to %(day)s") % {"day": date_words(last, with_year=False)}

    @property
    def day_words(self):
        """The days in one line: "Thứ Bảy, 5/12/2026", "10/12 – 14/12/2026"."""
        if self.is_one_day:
            return f"{weekday(self.first_day)}, {date_words(self.first_day)}"
        same_year = self.first_day.year == self.last_day.year
        return f"{date_words(self.first_day, with_year=not same_year)}\u00a0– {date_words(self.last_day)}"

    @property
    def time_words(self):
        """The time of day: "8:00–17:00", "từ 8:00", "cả ngày"; for several days it says of which day."""
        if self.begins_at is None:
            return _("all day") if self.is_one_day else ""
        if self.is_one_day:
            if self.ends_at is None:
                return _("from %(time)s") % {"time": clock(self.begins_at)}
            return f"{clock(self.begins_at)}–{clock(self.ends_at)}"
        if self.ends_at is None:
            return _("opens at %(time)s on %(day)s") % {
                "time": clock(self.begins_at),
                "day": date_words(self.first_day, with_year=False),
            }
        return _("from %(begins)s on %(first)s to %(ends)s on %(last)s") % {
            "begins": clock(self.begins_at),
            "first": date_words(self.first_day, with_year=False),
            "ends": clock(self.ends_at),
            "last": date_words(self.last_day, with_year=False),
        }


def at(day, time):
    """Return the moment of a day and a time in the place's own zone."""
    return datetime.datetime.combine(day, time, tzinfo=PLACE_TIME)


def clock(time):
    """Write a time of day: "8:00", "13:30"."""
    return f"{time.hour}:{time.minute:02}"


def weekday(day):
    """Name the day of the week: "Thứ Bảy", or "Saturday" in English."""
    names = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]
    return names[day.weekday()]


def short_weekday(day):
    """Name the day of the week for a narrow place: "Thứ Bảy", or "Sat" in English."""
    return f"{day:%a}" if get_language() == "en" else weekday(day)


def month_words(day):
    """Name a day's month for a narrow place: "tháng 12", or "Dec" in English."""
    return f"{day:%b}" if get_language() == "en" else month_in_sentence(day.month)


def date_words(day, with_year=True):
    """Write a day: "5/12/2026", "5/12"; in English "5 Dec 2026", "5 Dec"."""
    if get_language() == "en":
        return f"{day.day}\u00a0{day:%b}\u00a0{day.year}" if with_year else f"{day.day}\u00a0{day:%b}"
    return f"{day.day}/{day.month}/{day.year}" if with_year else f"{day.day}/{day.month}"
