"""Tables as files: no cell runs, and no number or telephone is harmed."""

import csv
import io

from django.test import RequestFactory, SimpleTestCase, TestCase
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.admin.menu import reports_menu
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.log_actions import log

from ocop.core.spreadsheets import csv_response, harmless, xlsx_response
from tests.factories import StandardPageFactory, UserFactory

ROWS = [["xã Mai Sơn", 6503, "+84 912 345 678"], ["=1+1", 2.5, "-5"], ["@SUM(A1)", None, "012345"]]


class CsvTests(SimpleTestCase):
    """CSV for Excel."""

    def test_it_begins_with_the_mark_that_excel_reads_vietnamese_by(self):
        response = csv_response("so-lieu", ["Xã", "Số", "Điện thoại"], ROWS)
        assert response.content.startswith(b"\xef\xbb\xbfX\xc3\xa3")
        assert response["Content-Disposition"] == 'attachment; filename="so-lieu.csv"'
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert rows[1:] == [
            ["xã Mai Sơn", "6503", "+84 912 345 678"],
            ["'=1+1", "2.5", "-5"],
            ["'@SUM(A1)", "", "012345"],
        ]

    def test_cells_compute_nothing_and_numbers_and_telephones_stay(self):
        for text in (
            "=1",
            "+1+1",
            "@x",
            "-2+3",
            "  =1",
            "\n=1",
            "\t=1",
            "\ufeff=1",
            "＝1",
            " ＋1+1",
            "－2+3",
            "＠x",
            "-x",
        ):
            assert harmless(text) == f"'{text}"
        for text in ("+84912345678", "+84 912 345 678", "-2", "-2,5", "Na", "1+1", "0912 345 678"):
            assert harmless(text) == text

    @given(st.text())
    def test_no_text_runs(self, text):
        cell = harmless(text)
        assert cell in (text, f"'{text}")
        if cell == text and cell.strip()[:1] in ("=", "@"):
            raise AssertionError(cell)


class XlsxTests(SimpleTestCase):
    """XLSX with its types."""

    def test_texts_stay_texts_and_numbers_numbers(self):
        response = xlsx_response("so-lieu", ["Xã", "Số", "Điện thoại"], ROWS)
        sheet = load_workbook(io.BytesIO(response.content)).active
        assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == ROWS
        assert [cell.data_type for cell in sheet[3]] == ["s", "n", "s"]
        assert sheet.freeze_panes == "A2"

    def test_a_control_character_does_not_spoil_the_file(self):
        response = xlsx_response("a", ["a"], [["x\x0by"]])
        assert load_workbook(io.BytesIO(response.content)).active["A2"].value == "xy"


class ReportTests(TestCase):
    """What Wagtail's own screens export."""

    TITLE = "=HYPERLINK(1)"

    def exports(self):
        """Yields (address, view class) of the reports in the menu."""
        request = RequestFactory().get("/")
        request.user = UserFactory(is_superuser=True)
        self.client.force_login(request.user)
        for item in reports_menu.menu_items_for_request(request):
            view = getattr(resolve(item.url).func, "view_class", None)
            if view and issubclass(view, SpreadsheetExportMixin) and view.list_export:
                yield item.url

    def test_no_report_of_the_admin_runs_anything(self):
        page = StandardPageFactory(title=self.TITLE)
        page.locked = True
        page.save()
        log(page, "wagtail.edit", user=UserFactory(first_name="=1+1"))
        addresses = list(self.exports())
        assert len(addresses) >= 3
        told = 0
        for address in addresses:
            with self.subTest(address):
                response = self.client.get(address, {"export": "csv"})
                content = b"".join(response.streaming_content).decode()
                assert content.startswith("\ufeff")
                cells = [cell for row in csv.reader(io.StringIO(content[1:])) for cell in row]
                assert [cell for cell in cells if cell != harmless(cell)] == []
                told += f"'{self.TITLE}" in cells
        assert told >= 2
