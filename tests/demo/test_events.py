"""The demo's events: the table says what it must show, and loading puts it there."""

import datetime

import pytest
from django.utils import timezone

from home.demo import pictures, tables
from ocop.core.text import nfc
from trade.choices import EventKind, EventState
from trade.models import EventPage


def every_text(value):
    """Yield every text in a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from every_text(inner)


class TestTable:
    """The table by itself."""

    def test_there_are_eight_events_that_show_every_kind(self):
        rows = tables.events()
        assert len({row["key"] for row in rows}) == len(rows) == 8
        assert {row["kind"] for row in rows} == set(EventKind.values)

    def test_some_are_coming_one_goes_on_two_are_over_and_one_is_cancelled(self):
        ends = [row.get("ends_in", row["starts_in"]) for row in tables.events()]
        assert sum(end < 0 for end in ends) == 2
        assert sum(row["starts_in"] < 0 <= end for row, end in zip(tables.events(), ends, strict=True)) == 1
        assert [row["key"] for row in tables.events() if row.get("state") == EventState.CANCELLED] == [
            "ngay-hoi-dau-tay"
        ]

    def test_keys_point_to_what_there_is(self):
        producers = {row["key"] for row in tables.producers()}
        products = {row["key"] for row in tables.products()}
        files = {path.stem for path in pictures.picture_files()}
        for row in tables.events():
            assert set(row.get("producers", [])) <= producers
            assert set(row.get("products", [])) <= products
            assert row["picture"] in files

    def test_texts_are_composed_and_totals_add_up(self):
        rows = tables.events()
        assert [text for text in every_text(rows) if text != nfc(text)] == []
        figures = [block for row in rows for block in row.get("results", []) if block["type"] == "figures"]
        assert [sum(part["value"] for part in block["parts"]) - block["total"] for block in figures] == [0]

    def test_nobody_real_can_be_called_or_written_to(self):
        for row in tables.events():
            assert row.get("registration_phone", "02120000").startswith("02120000")
            for name in ("registration_email", "registration_url", "online_url"):
                assert "example.vn" in row.get(name, "example.vn")


@pytest.mark.django_db
class TestLoaded:
    """The demo site's events."""

    def test_days_are_counted_from_today_and_words_follow(self, demo_site):
        today = timezone.localdate()
        words = {event.slug: str(event.status_words) for event in EventPage.objects.all()}
        assert words["gap-nguoi-mua-si-cuoi-nam"] == "Còn 5 ngày"
        assert words["ngay-hoi-dau-tay"] == "Đã huỷ"
        assert words["ban-chuyen-xuat-khau-xoai-nhan"] == "Đã kết thúc"
        running = EventPage.objects.get(slug="tuan-hang-nong-san")
        assert (running.start_date, running.last_day) == (today - datetime.timedelta(2), today + datetime.timedelta(4))

    def test_every_event_is_shown_on_its_own_page(self, demo_site, client):
        for event in EventPage.objects.all():
            assert client.get(event.get_url()).status_code == 200
        assert EventPage.objects.get(slug="lop-bao-bi-nhan-hang").documents.get().document.file_extension == "docx"
