"""What Wagtail's screens export as CSV, made harmless for all of them, those that later releases bring included."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from ocop.core.spreadsheets import harmless

MARK = "\ufeff".encode()  # Excel knows UTF-8 by it


def make_exports_harmless():
    """Put `harmless` between every exporting view of Wagtail's and its CSV; in XLSX its cells are texts already.

    A mixin of ours would reach our own reports only, and titles that anybody may choose stand in Wagtail's too.
    """
    SpreadsheetExportMixin.write_csv_row = write_csv_row
    SpreadsheetExportMixin.stream_csv = marked(SpreadsheetExportMixin.stream_csv)


def write_csv_row(view, writer, row_dict):
    """Write one line as Wagtail does, each cell `harmless`."""
    cells = {field: view.preprocess_field_value(field, value, view.FORMAT_CSV) for field, value in row_dict.items()}
    return writer.writerow({field: harmless(cell) for field, cell in cells.items()})


def marked(stream_csv):
    """Return `stream_csv` with the mark in front."""

    def stream(view, queryset):
        yield MARK
        yield from stream_csv(view, queryset)

    return stream
