"""Spreadsheets that a click makes, and that nobody's text can turn into formulas."""

import re
from functools import partial

FORMULA = re.compile(r"^[=+\-@\t\r]")
PHONE = re.compile(r"^\+\d[\d ]*$")


def without_formula(text):
    """Return a cell's text so that no spreadsheet computes it: "=1+1" → "'=1+1"; a phone such as +84… stays."""
    return f"'{text}" if FORMULA.match(text) and not PHONE.match(text) else text


class SafeSpreadsheetMixin:
    """Stands before a view of Wagtail's that exports: XLSX cells are texts there already, CSV cells become so here.

    The CSV opens with the mark by which Excel knows UTF-8.
    """

    def get_preprocess_function(self, field, value, export_format):
        prepare = super().get_preprocess_function(field, value, export_format)
        if export_format != self.FORMAT_CSV:
            return prepare
        return partial(safe_cell, prepare)

    def stream_csv(self, queryset):
        yield "\ufeff".encode()
        yield from super().stream_csv(queryset)


def safe_cell(prepare, value):
    """Return `value` as `prepare` (a function or None) leaves it, harmless where it is text."""
    prepared = prepare(value) if prepare else value
    return without_formula(prepared) if isinstance(prepared, str) else prepared
