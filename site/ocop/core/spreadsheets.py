"""Tables as files: CSV that Excel opens with its Vietnamese letters, and XLSX whose texts stay texts."""

import csv
import io
import re

from django.http import HttpResponse
from django.utils.functional import Promise
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

# What a spreadsheet would run when it opens a CSV. A number or a phone number, "+84 912 345 678", is none.
# Excel reads the wide signs of East Asian keyboards as the narrow ones, and passes over what no screen shows.
_FORMULA = re.compile("^[\\s\\x00-\\x1f\ufeff\u200b]*[=+\\-@\\t\\r＝＋－＠]")
_NUMBER = re.compile(r"^[+\-]?[\d][\d .,()]*$")
# What no XML takes.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value):
    """Return a cell of a CSV; a text that would run as a formula gets an apostrophe, all else stays as it is."""
    if isinstance(value, (str, Promise)):
        value = str(value)
        return f"'{value}" if _FORMULA.match(value) and not _NUMBER.match(value) else value
    return "" if value is None else value


def csv_response(name, header, rows):
    """Return the table as a download `name`.csv: UTF-8 with a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([harmless(cell) for cell in row] for row in [header, *rows])
    return download(text.getvalue().encode("utf-8-sig"), f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_response(name, header, rows):
    """Return the table as a download `name`.xlsx: numbers as numbers, each text as a text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    rows = [list(row) for row in rows]
    for number, cells in enumerate(zip(header, *rows, strict=True), start=1):
        longest = max(len(str(cell)) for cell in cells)
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, 10), 60)
    sheet.append([cell_of(sheet, text, Font(bold=True)) for text in header])
    for row in rows:
        sheet.append([cell_of(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return download(content.getvalue(), f"{name}.xlsx", XLSX)


def cell_of(sheet, value, font=None):
    """Return a cell; a text is never taken for a formula or a date."""
    if isinstance(value, (str, Promise)):
        value = _CONTROLS.sub("", str(value))
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if font:
        cell.font = font
    return cell


def download(content, filename, content_type):
    """Return bytes as a file to save; `filename` is plain ASCII."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
