"""Tables as files: no cell runs, and no number or telephone is harmed."""

import csv
import io

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ocop.core.spreadsheets import csv_response, harmless, xlsx_response

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
