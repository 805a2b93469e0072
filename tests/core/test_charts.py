"""Charts: exact places for known numbers, and something that can be drawn for odd ones."""

from decimal import Decimal

from django.template import engines
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from ocop.core.charts import bar_chart, finite, parts_chart, series_chart, wrapped
from tests.reading import soup_of

MANAGERS = [("Đại học", 15), ("Cao đẳng và trung cấp", 29), ("Được đào tạo, bồi dưỡng", 380)]
LABELS = st.text(max_size=90)
NUMBERS = st.one_of(
    st.none(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=True, allow_infinity=True),
    st.decimals(-(10**9), 10**9, allow_nan=False, places=2),
)


def length(text):
    """Return the number in "12.5%"."""
    assert text.endswith("%")
    return float(text[:-1])


class BarTests(SimpleTestCase):
    """Bars beneath each other."""

    def test_the_largest_fills_the_width_and_the_others_their_share(self):
        chart = bar_chart([("a", 15), ("b", 30), ("c", 60)])
        assert [bar.width for bar in chart.bars] == ["25%", "50%", "100%"]
        assert [bar.x for bar in chart.bars] == ["0%", "0%", "0%"]
        assert [bar.y for bar in chart.bars] == [26, 80, 134]
        assert [bar.value_y for bar in chart.bars] == [15, 69, 123]
        assert chart.height == 150

    def test_what_is_below_nothing_lies_on_the_other_side_of_the_line(self):
        chart = bar_chart([("tăng", 30), ("giảm", -10)])
        assert [(bar.x, bar.width, bar.is_negative) for bar in chart.bars] == [
            ("25%", "75%", False),
            ("0%", "25%", True),
        ]
        assert (chart.zero, chart.has_negative) == ("25%", True)

    def test_zeros_alone_have_no_length_and_divide_by_nothing(self):
        assert [bar.width for bar in bar_chart([("a", 0), ("b", 0)]).bars] == ["0%", "0%"]

    def test_a_number_that_is_not_known_keeps_its_row_and_has_no_bar(self):
        chart = bar_chart([("a", None), ("b", 4)])
        assert [(bar.value, bar.width) for bar in chart.bars] == [(None, "0%"), (4, "100%")]

    def test_a_long_label_takes_two_lines_and_moves_what_follows_down(self):
        chart = bar_chart([("Ban quản lý được tập huấn Luật Hợp tác xã hằng năm", 72), ("b", 1)])
        assert [line for _y, line in chart.bars[0].lines] == ["Ban quản lý được tập huấn Luật", "Hợp tác xã hằng năm"]
        assert [bar.y for bar in chart.bars] == [46, 100]

    def test_no_rows_are_an_empty_chart(self):
        assert bar_chart([]).bars == ()

    @given(st.lists(st.tuples(LABELS, NUMBERS), max_size=12))
    def test_every_bar_stays_inside_the_drawing(self, rows):
        chart = bar_chart(rows)
        assert len(chart.bars) == len(rows)
        for bar in chart.bars:
            assert 0 <= length(bar.x) <= 100.01
            assert length(bar.x) + length(bar.width) <= 100.02
            assert bar.y + chart.bar_height <= chart.height


class PartsTests(SimpleTestCase):
    """Parts of one whole."""

    def test_the_pieces_lie_one_after_another_and_fill_the_width(self):
        chart = parts_chart(MANAGERS)
        assert chart.total == 424
        assert [(part.x, part.width, part.share) for part in chart.parts] == [
            ("0%", "3.54%", 3.5),
            ("3.54%", "6.84%", 6.8),
            ("10.38%", "89.62%", 89.6),
        ]
        assert [part.pattern for part in chart.parts] == [0, 1, 2]
        assert [part.key_y for part in chart.parts] == [53, 81, 129]
        assert chart.height == 172

    def test_one_part_is_the_whole(self):
        assert [(part.x, part.width, part.share) for part in parts_chart([("a", 7)]).parts] == [("0%", "100%", 100.0)]

    def test_what_cannot_be_parts_of_a_whole_is_none(self):
        for rows in ([], [("a", 0)], [("a", 3), ("b", -1)], [("a", 3), ("b", None)]):
            assert parts_chart(rows) is None

    @given(st.lists(st.tuples(LABELS, NUMBERS), max_size=12))
    def test_pieces_never_leave_the_bar(self, rows):
        chart = parts_chart(rows)
        if chart:
            assert sum(length(part.width) for part in chart.parts) <= 100 + 0.01 * len(rows)
            assert all(length(part.x) <= 100 for part in chart.parts)


class SeriesTests(SimpleTestCase):
    """Numbers by year."""

    def test_the_first_and_last_year_stand_at_the_edges_and_the_height_tells_the_number(self):
        chart = series_chart([("", [(2019, 100), (2020, 300), (2021, 400)])])
        (line,) = chart.lines
        assert [(point.x, point.y) for point in line.points] == [("16%", "169"), ("55%", "79"), ("94%", "34")]
        assert [rule for _y, rule in chart.rules] == [0, 100, 200, 300, 400]
        assert [y for y, _rule in chart.rules] == ["214", "169", "124", "79", "34"]
        assert line.segments == (("16%", "169", "55%", "79"), ("55%", "79", "94%", "34"))
        assert [year for _x, _anchor, year in chart.years] == [2019, 2020, 2021]
        assert [point.anchor for point in line.points] == ["start", "middle", "end"]

    def test_a_year_without_a_number_is_a_gap_and_not_nothing(self):
        chart = series_chart([("", [(2018, 5), (2019, None), (2020, 7), (2021, 8)])])
        (line,) = chart.lines
        assert [point.year for point in line.points] == [2018, 2020, 2021]
        assert len(line.segments) == 1
        assert chart.missing == (2019,)

    def test_years_far_apart_are_not_joined(self):
        chart = series_chart([("", [(2001, 160), (2021, 6503)])])
        assert chart.lines[0].segments == ()
        assert chart.missing == tuple(range(2002, 2021))
        assert [rule for _y, rule in chart.rules] == [0, 2000, 4000, 6000, 8000]

    def test_one_year_stands_in_the_middle(self):
        chart = series_chart([("", [(2021, 139)])])
        assert [point.x for point in chart.lines[0].points] == ["55%"]

    def test_nothing_alone_still_has_a_ground(self):
        assert [rule for _y, rule in series_chart([("", [(2021, 0)])]).rules] == [0, 1]

    def test_without_a_number_there_is_no_chart(self):
        assert series_chart([("", [(2021, None)])]) is None
        assert series_chart([]) is None

    @given(st.lists(st.tuples(st.integers(1900, 2100), NUMBERS), max_size=20))
    def test_every_dot_stays_on_the_ground(self, points):
        chart = series_chart([("", points)])
        if chart:
            for point in chart.lines[0].points:
                assert 15.99 <= length(point.x) <= 94.01
                assert 33.9 <= float(point.y) <= 214.1
            assert 2 <= len(chart.rules) <= 8
            assert len(chart.years) <= 8


class DrawingTests(SimpleTestCase):
    """What a reader sees, and what a screen reader says."""

    def draw(self, tag, **context):
        source = "{% load charts %}" + tag
        return soup_of(engines["django"].from_string(source).render(context))

    def test_numbers_are_written_as_vietnam_writes_them(self):
        page = self.draw("{% bars rows 'thanh-vien' 'Thành viên' unit='người' %}", rows=[("Thành viên", 6503)])
        assert page.select_one(".chart__value").get_text() == "6.503"
        assert page.svg.desc.get_text() == "Thành viên: 6.503 người."
        assert page.svg["aria-labelledby"] == "hinh-thanh-vien-title hinh-thanh-vien-desc"

    def test_pieces_differ_by_their_drawing(self):
        page = self.draw("{% parts rows 'ql' 'Cán bộ quản lý' %}", rows=MANAGERS)
        fills = [piece["fill"] for piece in page.select(".chart__piece")][:3]
        assert fills == ["url(#hinh-ql-fill-0)", "url(#hinh-ql-fill-1)", "url(#hinh-ql-fill-2)"]
        assert page.svg.desc.get_text().startswith("Đại học: 15, 3,5%;")

    def test_what_is_no_whole_is_drawn_as_bars(self):
        page = self.draw("{% parts rows 'q' 'Quý' %}", rows=[("a", 3), ("b", -1)])
        assert page.svg["class"] == ["chart", "chart--bars"]

    def test_years_are_never_grouped_and_nothing_carries_a_style(self):
        page = self.draw("{% series lines 'n' 'Năm' %}", lines=[("", [(2001, 160), (2021, 6503)])])
        assert [node.get_text() for node in page.select(".chart__year")] == ["2001", "2021"]
        assert "style=" not in str(page)
        assert ",5%" not in str(page.svg.g)

    def test_what_an_editor_typed_stays_text(self):
        page = self.draw("{% bars rows 'x' 'T' %}", rows=[("<script>", 1)])
        assert page.find("script") is None


class WordingTests(SimpleTestCase):
    """Numbers and labels."""

    def test_what_is_no_number_is_missing(self):
        assert [finite(value) for value in (None, float("nan"), float("inf"), Decimal("NaN"), True)] == [None] * 5
        assert finite("2.5") == Decimal("2.5")

    def test_a_label_is_never_without_a_line(self):
        assert wrapped("") == [""]
