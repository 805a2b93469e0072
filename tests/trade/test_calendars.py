"""Calendar files: what a phone and a subscriber read."""

import datetime

import pytest
from django.test import TestCase
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from tests.factories import CommuneFactory, EventPageFactory, ProducerPageFactory
from tests.reading import query_count
from trade.choices import EventKind, EventState

FEED = "/feeds/su-kien.ics"


def events_of(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


@pytest.mark.once
class EventCalendarTests(TestCase):
    """The file of one event."""

    def read(self, event):
        response = self.client.get(f"/feeds/su-kien/{event.pk}.ics")
        (entry,) = events_of(response)
        return response, entry

    def test_times_are_those_of_the_place(self):
        event = EventPageFactory(
            start_date=datetime.date(2026, 12, 5), start_time=datetime.time(8), end_time=datetime.time(11, 30)
        )
        response, entry = self.read(event)
        assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20261205T080000\r\n" in response.content
        assert b"DTEND;TZID=Asia/Ho_Chi_Minh:20261205T113000\r\n" in response.content
        assert response.content.count(b"BEGIN:VTIMEZONE") == 1
        assert entry.start.utcoffset() == datetime.timedelta(hours=7)
        assert "TRANSP" not in entry

    def test_whole_days_end_on_the_day_after(self):
        event = EventPageFactory(start_date=datetime.date(2026, 12, 5), end_date=datetime.date(2026, 12, 9))
        response, entry = self.read(event)
        assert b"DTSTART;VALUE=DATE:20261205\r\n" in response.content
        assert b"DTEND;VALUE=DATE:20261210\r\n" in response.content
        assert entry["TRANSP"] == "TRANSPARENT"

    def test_long_vietnamese_lines_are_folded_at_75_octets_and_come_back_whole(self):
        title = "Hội chợ; nông sản, đặc sản và sản phẩm OCOP " * 4
        summary = "Người làm ra đứng quầy, hỏi gì đáp nấy.\nCó chỗ gửi xe. " * 4
        event = EventPageFactory(title=title.strip(), summary=summary.strip())
        response, entry = self.read(event)
        assert max(len(line) for line in response.content.split(b"\r\n")) <= 75
        assert str(entry["SUMMARY"]) == title.strip()
        assert summary.strip() in str(entry["DESCRIPTION"])

    def test_what_is_typed_cannot_add_a_property(self):
        event = EventPageFactory(summary="Chợ\r\nATTACH:https://evil.example/x", place_name="Sân\nX-EVIL:1")
        _response, entry = self.read(event)
        assert "ATTACH" not in entry
        assert "X-EVIL" not in entry

    def test_the_uid_outlives_a_new_title_and_each_publication_raises_the_sequence(self):
        event = EventPageFactory()
        first = timezone.now() - datetime.timedelta(days=3)
        type(event).objects.filter(pk=event.pk).update(first_published_at=first, last_published_at=first)
        _response, before = self.read(event)
        event.refresh_from_db()
        event.title, event.slug = "Tên mới", "ten-moi"
        event.save_revision().publish()
        _response, after = self.read(event)
        assert before["UID"] == after["UID"] == f"{event.translation_key}@ocop-mai-son"
        assert before["SEQUENCE"] == 0
        assert after["SEQUENCE"] >= 3 * 24 * 3600
        assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt

    def test_what_is_off_says_so(self):
        event = EventPageFactory(title="Ngày hội dâu", state=EventState.CANCELLED, state_note="Dâu chín muộn.")
        _response, entry = self.read(event)
        assert entry["STATUS"] == "CANCELLED"
        assert str(entry["SUMMARY"]) == "Đã huỷ: Ngày hội dâu"
        assert str(entry["DESCRIPTION"]).startswith("Dâu chín muộn.")
        assert entry.walk("VALARM") == []
        event.state = EventState.POSTPONED
        event.save()
        assert self.read(event)[1]["STATUS"] == "TENTATIVE"

    def test_a_phone_opens_it_in_its_calendar_and_rings_the_day_before(self):
        response, entry = self.read(EventPageFactory(slug="phien-cho"))
        assert response["Content-Disposition"] == 'inline; filename="phien-cho.ics"'
        (alarm,) = entry.walk("VALARM")
        assert alarm["TRIGGER"].dt == datetime.timedelta(days=-1)

    def test_what_is_not_public_has_no_file(self):
        private = EventPageFactory()
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        for event in (EventPageFactory(live=False), private):
            assert self.client.get(f"/feeds/su-kien/{event.pk}.ics").status_code == 404
        assert self.client.get("/feeds/su-kien/9999999999999999999.ics").status_code == 404


class FeedTests(TestCase):
    """The feed of coming events."""

    def titles(self, query=""):
        return [str(entry["SUMMARY"]) for entry in events_of(self.client.get(FEED + query))]

    def test_it_holds_what_is_not_over_soonest_first_and_what_was_called_off(self):
        today = timezone.localdate()
        EventPageFactory(title="Sau", start_date=today + datetime.timedelta(days=9))
        EventPageFactory(title="Đang", start_date=today - datetime.timedelta(days=1), end_date=today)
        EventPageFactory(title="Bỏ", start_date=today + datetime.timedelta(days=2), state=EventState.CANCELLED)
        EventPageFactory(title="Qua", start_date=today - datetime.timedelta(days=1))
        EventPageFactory(title="Nháp", live=False)
        assert self.titles() == ["Đang", "Đã huỷ: Bỏ", "Sau"]

    def test_it_narrows_as_the_list_does_and_ignores_what_means_nothing(self):
        producer = ProducerPageFactory(slug="doi-nang")
        EventPageFactory(title="Lớp", kind=EventKind.COURSE, commune=CommuneFactory())
        EventPageFactory(title="Chợ", producers=[producer])
        assert self.titles("?kind=course") == ["Lớp"]
        assert self.titles("?commune=04105") == ["Lớp"]
        assert self.titles("?producer=doi-nang") == ["Chợ"]
        assert sorted(self.titles("?kind=bua&commune=x&producer=&year=abc&page=zzz")) == ["Chợ", "Lớp"]

    def test_an_empty_feed_is_a_calendar_still(self):
        response = self.client.get(FEED)
        assert events_of(response) == []
        assert str(Calendar.from_ical(response.content)["X-WR-CALNAME"]) == "Xúc tiến thương mại – OCOP Mai Sơn"

    @pytest.mark.once
    def test_queries_do_not_grow(self):
        EventPageFactory(commune=CommuneFactory())
        few = query_count(self.client, FEED)
        for _number in range(20):
            EventPageFactory(commune=CommuneFactory())
        assert query_count(self.client, FEED) == few <= 5
        assert len(self.titles()) == 21
