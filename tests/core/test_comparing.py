"""A text beside its older version, as an editor reads it."""

import re

import pytest

from ocop.core.blocks.text import TableBlock
from ocop.core.comparing import TextComparison, lines_of, marked

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Hái lúc năm giờ sáng.", "Hái lúc sáu giờ sáng.", "Hái lúc -năm-+sáu+ giờ sáng."),
        ("Na dai.", "Na dai, na bở.", "Na dai+, na bở+."),
        ("Một.\n\nHai.", "Một.\n\nHai rưỡi.", "Một.<br><br>Hai+ rưỡi+."),
        ("Cất nơi mát, tránh nắng.", "Để tủ lạnh, ăn ngay.", "-Cất nơi mát, tránh nắng-+Để tủ lạnh, ăn ngay+."),
        ("", "<b>Mới</b>", "+&lt;b&gt;Mới&lt;/b&gt;+"),
        ("Cũ", "Cũ", "Cũ"),
    ],
)
def test_a_word_is_marked_and_no_more(old, new, shown):
    html = re.sub('<span class="deletion">(.*?)</span>', r"-\1-", marked(old, new))
    assert re.sub('<span class="addition">(.*?)</span>', r"+\1+", html) == shown


def test_paragraphs_items_and_rows_keep_their_lines():
    assert lines_of("<h2>Vườn</h2><p>Một <b>hai</b>.<br>Ba</p><ul><li>Bốn</li> <li>Năm</li></ul><p>Sáu</p>") == (
        "Vườn\n\nMột hai.\nBa\n\nBốn\nNăm\n\nSáu"
    )
    table = "<table>\n <tr> <th>Loại</th>\n <th>Giá</th> </tr>\n <tr> <td>Hộp</td> <td>50</td> </tr> </table>"
    assert lines_of(table) == "Loại | Giá\nHộp | 50"


def test_a_table_is_compared_by_its_rows():
    assert TableBlock().child_blocks["table"].get_comparison_class() is TextComparison


def test_long_texts_are_compared_line_by_line_and_those_in_one_line_whole():
    lines = [f"câu số {number} của vườn na" for number in range(300)]
    old, new = "\n".join(lines), "\n".join([*lines[:150], "câu mới tinh", *lines[151:]])
    html = marked(old, new)
    assert html.count('class="addition"') == 1
    assert "câu số 149 của vườn na<br>" in html
    odd = " ".join(f"a{number}" for number in range(2_000))
    assert marked(odd, odd.replace("a", "b")).count("<span") == 2
