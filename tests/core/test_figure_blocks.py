"""Blocks of numbers and tables: what is drawn, what is refused, and that nothing typed is lost."""

import pytest
from bs4 import BeautifulSoup
from django.test import SimpleTestCase
from wagtail.blocks.struct_block import StructBlockValidationError

from ocop.core.blocks import FiguresBlock, SeriesBlock, TableBlock
from tests.reading import soup_of, vi


def cleaned(block, value):
    return block.clean(block.to_python(value))


def figures(*parts, **others):
    return {
        "title": "Cán bộ quản lý",
        "parts": [{"label": label, "value": value, "unit": unit} for label, value, unit in parts],
        "source": "Báo cáo, đến 30/8/2021",
        **others,
    }


def series(*points):
    return {
        "title": "Thành viên",
        "unit": "người",
        "points": [{"year": year, "value": value} for year, value in points],
        "source": "Báo cáo, đến 30/8/2021",
    }


class FiguresDrawingTests(SimpleTestCase):
    """How figures are drawn."""

    def shape(self, *parts, **others):
        return FiguresBlock().to_python(figures(*parts, **others)).shape

    def test_figures_stored_before_there_was_a_choice_are_bars(self):
        assert self.shape(("a", 1, ""), ("b", 2, "")) == "bars"

    def test_parts_need_their_whole(self):
        parts = ("a", 1, ""), ("b", 2, "")
        assert self.shape(*parts, total=3, drawing="parts") == "parts"
        assert self.shape(*parts, drawing="parts") == "bars"

    def test_what_has_no_common_scale_stands_as_numbers(self):
        assert self.shape(("hộ", 31, "hộ"), ("na", 2, "tấn"), drawing="bars") == "none"
        assert self.shape(("hộ", 31, "hộ")) == "none"

    def test_the_drawing_has_a_table_and_its_source(self):
        block = FiguresBlock()
        value = block.to_python(figures(("Đại học", 15, ""), ("Khác", 6503, ""), total=6518, drawing="parts"))
        page = soup_of(block.render(value))
        assert page.svg["class"] == ["chart", "chart--parts"]
        rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]
        assert rows == [["Đại học", "15"], ["Khác", "6.503"]]
        assert page.select("figure > p.caption")[-1].get_text() == "Báo cáo, đến 30/8/2021"

    def test_a_drawing_names_the_unit_that_its_bars_share(self):
        block = FiguresBlock()
        page = soup_of(block.render(block.to_python(figures(("na", 6650, "tấn"), ("xoài", 20, "tấn")))))
        assert page.figcaption.get_text() == "Cán bộ quản lý (tấn)"


class SeriesBlockTests(SimpleTestCase):
    """One thing counted year after year."""

    def test_years_stand_in_order_and_an_empty_one_is_told(self):
        block = SeriesBlock()
        value = cleaned(block, series((2021, 6503), (2001, 160), (2020, None)))
        assert [year for year, _value in value.years] == [2001, 2020, 2021]
        page = soup_of(block.render(value))
        rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]
        assert rows == [["2001", "160"], ["2020", vi("not known")], ["2021", "6.503"]]
        assert [dot["cx"] for dot in page.select("circle")] == ["16%", "94%"]

    def refused(self, *points):
        with pytest.raises(StructBlockValidationError) as caught:
            cleaned(SeriesBlock(), series(*points))
        (error,) = caught.value.block_errors["points"].non_block_errors
        return error

    def test_a_year_that_stands_twice_is_refused(self):
        message = self.refused((2021, 1), (2021, 2))
        assert message == vi("The year %(year)s stands twice. Please keep one of them.", year="2021")

    def test_a_series_without_a_number_is_refused(self):
        assert self.refused((2020, None), (2021, None)) == vi("Please fill in at least one year's number.")


class UnfinishedDraftTests(SimpleTestCase):
    """A draft is saved before its last number is known; publishing asks for it."""

    def test_a_sum_waits_for_its_last_part(self):
        block = FiguresBlock()
        value = block.to_python(figures(("Đại học", 15, ""), ("Khác", None, ""), total=6518))
        assert block.clean_deferred(value).rows == [("Đại học", 15)]
        block.render(value)
        with pytest.raises(StructBlockValidationError) as caught:
            block.clean(value)
        assert list(caught.value.block_errors) == ["parts"]

    def test_a_series_waits_for_its_years_and_numbers(self):
        block = SeriesBlock()
        value = block.to_python(series((2020, None), (None, 3), (None, None)))
        assert block.clean_deferred(value).years == [(2020, None)]
        assert block.clean_deferred(block.to_python(series((2020, None)))).years == [(2020, None)]


class NewTableTests(SimpleTestCase):
    """A table starts with empty cells to type into; what stays empty is drawn for nobody."""

    def start(self):
        return TableBlock().get_default()

    def drawn(self, value):
        return BeautifulSoup(TableBlock().render(value), "html.parser")

    def test_it_has_two_named_columns_and_two_rows_to_fill_in(self):
        table = self.start()["table"]
        assert [column["heading"] for column in table.columns] == ["", ""]
        assert [row["values"] for row in table.row_data] == [["", ""], ["", ""]]

    def test_one_that_says_nothing_yet_is_not_drawn(self):
        value = self.start()
        value["caption"] = "Giá na"
        assert not self.drawn(value).find("table")

    def test_empty_rows_are_left_out_and_empty_heads_too(self):
        value = self.start()
        value["table"].row_data[1]["values"] = ["Na dai", ""]
        drawn = self.drawn(value)
        assert [[cell.text for cell in row.select("td")] for row in drawn.select("tbody tr")] == [["Na dai", ""]]
        assert not drawn.thead
        value["table"].columns[0]["heading"] = "Loại"
        assert [head.text for head in self.drawn(value).select("th")] == ["Loại", ""]


class PastedTableTests(SimpleTestCase):
    """A table copied from Word or a spreadsheet."""

    def clean(self, pasted):
        return cleaned(TableBlock(), {"caption": "Hợp tác xã", "table": None, "pasted": pasted})

    def test_it_becomes_rows_and_columns(self):
        value = self.clean("Năm\tSố\r\n2020\t398\r\n\r\n2021\t 424 \tthêm\n")
        assert [column["heading"] for column in value["table"].columns] == ["Năm", "Số", ""]
        assert [row["values"] for row in value["table"].row_data] == [["2020", "398", ""], ["2021", "424", "thêm"]]
        assert value["pasted"] == ""

    def test_one_with_300_columns_is_refused_and_stays_as_pasted(self):
        block = TableBlock()
        pasted = "\t".join(f"c{number}" for number in range(300)) + "\n" + "\t".join(["1"] * 300)
        value = block.to_python({"caption": "a", "table": None, "pasted": pasted})
        with pytest.raises(StructBlockValidationError) as caught:
            block.clean(value)
        (error,) = caught.value.non_block_errors
        assert "300 cột" in error
        assert value["pasted"] == pasted
