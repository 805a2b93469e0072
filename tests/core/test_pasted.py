"""Pasted text loses nothing that a reader sees, and everything that a database cannot take."""

import json
import re
import unicodedata
from unittest import mock

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from ocop.core.pasted import plain_address, tidy
from ocop.core.rich_text import TidyRichTextArea, places

FEATURES = ["h2", "bold", "italic", "ol", "ul", "link"]
THAI = "ꪶꪮꪉ ꪼꪕ"  # Thái of the north-west, in its own letters
FAMILY = "👨‍👩‍👧‍👦"  # seven letters held together by joiners


class AddressTests(SimpleTestCase):
    """`plain_address`, on links copied out of a social network."""

    def test_a_detour_is_left_out(self):
        for copied, plain in (
            (
                "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F%3Fx%3D1&fbclid=abc&h=AT",
                "https://a.example/?x=1",
            ),
            ("https://lm.facebook.com/l.php?u=http%3A%2F%2Fa.example%2F", "http://a.example/"),
            ("https://a.example/na?fbclid=abc&mua=8", "https://a.example/na?mua=8"),
            ("https://a.example/?FBCLID=abc", "https://a.example/"),
        ):
            with self.subTest(copied):
                assert plain_address(copied) == plain

    def test_every_other_address_stays_to_the_letter(self):
        for address in (
            "https://a.example/t%C3%ACm?q=na+dai&q=&u=https%3A%2F%2Fb.example#x",
            "https://l.facebook.com/l.php?u=javascript%3Aalert(1)",
            "https://l.facebook.com/",
            "mailto:hoa@example.vn",
            "tel:0212000100",
            "http://[x/?fbclid=1",
            "",
        ):
            with self.subTest(address):
                assert plain_address(address) == address

    def test_a_pasted_link_leads_where_it_says(self):
        data = {"url": "https://l.facebook.com/l.php?u=https%3A%2F%2Fmai-son.example%2F"}
        mark = {"offset": 0, "length": 3, "key": 0}
        content = {
            "blocks": [{"text": "đây", "type": "unstyled", "entityRanges": [mark]}],
            "entityMap": {"0": {"type": "LINK", "data": data}},
        }
        html = TidyRichTextArea(features=FEATURES).value_from_datadict({"x": json.dumps(content)}, {}, "x")
        assert 'href="https://mai-son.example/"' in html


class TidyTests(SimpleTestCase):
    """`tidy`, on what Word, Facebook and phones put on the clipboard."""

    def test_letters_are_composed(self):
        apart = unicodedata.normalize("NFD", "Mận hậu Phiêng Khoài")
        assert tidy(apart) == "Mận hậu Phiêng Khoài"

    def test_emoji_and_thai_letters_stay_whole(self):
        for text in (THAI, FAMILY, "🍓", "❤️", "👩🏽‍🌾", "H’Mông Ntaub"):
            with self.subTest(text):
                assert tidy(text) == text

    def test_words_bullets_and_line_breaks_become_plain(self):
        assert tidy("\uf0b7 Na dai\x0bloại 1\r\nloại 2\u2028hết") == "• Na dai loại 1\nloại 2 hết"

    def test_what_no_screen_shows_is_gone(self):
        assert tidy("\ufeffNa\x00 d\x07ai\x1b\x9d\tvườn\n") == "Na dai\tvườn\n"

    def test_half_an_emoji_is_dropped_and_two_halves_are_one(self):
        assert tidy("na \ud83c vườn") == "na  vườn"
        assert tidy("na \ud83c\udf53") == "na 🍓"

    @given(st.text(alphabet=st.characters(exclude_categories=["Cc"])))
    def test_twice_is_once_and_everything_can_be_stored(self, text):
        assert tidy(tidy(text)) == tidy(text)
        assert "\x00" not in tidy(text)
        tidy(text).encode()


class RichTextTests(SimpleTestCase):
    """The editor's widget, there and back."""

    def setUp(self):
        self.widget = TidyRichTextArea(features=FEATURES)

    def stored(self, *blocks, entities=None):
        posted = json.dumps({"blocks": list(blocks), "entityMap": entities or {}})
        return self.widget.value_from_datadict({"body": posted}, {}, "body")

    @staticmethod
    def block(text, **values):
        return {
            "key": "a1b2c",
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [],
            "text": text,
            **values,
        }

    def test_bold_stays_on_its_words_behind_an_emoji(self):
        bold = [{"offset": 2, "length": 7, "style": "BOLD"}]  # Draft.js counts 🍓 as one letter
        html = self.stored(self.block("🍓 Dâu tây ngọt", inlineStyleRanges=bold))
        assert html == '<p data-block-key="a1b2c">🍓 <b>Dâu tây</b> ngọt</p>'
        (block,) = json.loads(self.widget.format_value(html))["blocks"]
        assert block["inlineStyleRanges"] == bold

    def test_a_link_stays_on_its_words_in_letters_that_were_typed_apart(self):
        text = unicodedata.normalize("NFD", "Mận hậu ở đây")
        start = len(unicodedata.normalize("NFD", "Mận hậu "))
        link = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://mai-son.example/"}}}
        html = self.stored(
            self.block(text, entityRanges=[{"offset": start, "length": len(text) - start, "key": 0}]), entities=link
        )
        assert html == '<p data-block-key="a1b2c">Mận hậu <a href="https://mai-son.example/">ở đây</a></p>'

    def test_bold_stays_on_its_words_when_letters_before_it_are_dropped_or_joined(self):
        text = "\ufeffNa\u0300ng \x00Dâu tây"
        bold = [{"offset": text.index("Dâu"), "length": 7, "style": "BOLD"}]
        html = self.stored(self.block(text, inlineStyleRanges=bold))
        assert html == '<p data-block-key="a1b2c">Nàng <b>Dâu tây</b></p>'

    def test_text_outlives_kinds_of_blocks_links_and_letters_that_the_site_does_not_have(self):
        entity = {"0": {"type": "IFRAME", "data": {}}}
        html = self.stored(
            self.block("Tiêu đề Word", type="header-one"),
            self.block("ô nhúng", entityRanges=[{"offset": 0, "length": 2, "key": 0}]),
            self.block("gạch", inlineStyleRanges=[{"offset": 0, "length": 4, "style": "STRIKETHROUGH"}]),
            self.block("a\u0000b\ud83c"),
            entities=entity,
        )
        assert [part.split(">", 1)[1] for part in html.split("</p>")[:-1]] == ["Tiêu đề Word", "ô nhúng", "gạch", "ab"]
        assert "<iframe" not in html.lower()

    def test_what_is_no_content_state_is_kept_as_plain_text(self):
        value = self.widget.value_from_datadict({"body": "Hái sáng\n<script>alert(1)</script>"}, {}, "body")
        assert value == "<p>Hái sáng</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"

    def test_broken_content_is_no_error(self):
        for posted in (
            "",
            "null",
            "[]",
            '{"blocks": 3}',
            '{"blocks": [3, {}]}',
            '{"blocks": [{"text": 1, "type": []}]}',
        ):
            with self.subTest(posted):
                assert "3" not in self.widget.value_from_datadict({"body": posted}, {}, "body")
        broken = [
            {"offset": "x"},
            {"offset": 0, "length": 1, "style": {}},
            {"offset": 9, "length": 9, "style": "BOLD"},
            7,
        ]
        assert "na" in self.stored(self.block("na", inlineStyleRanges=broken, entityRanges={"a": 1}, depth="x"))

    def test_a_text_is_tidied_a_few_times_however_many_marks_it_has(self):
        text = "mận hậu \r\n " * 200
        styles = [{"offset": place, "length": 3, "style": "BOLD"} for place in range(0, 2000, 3)]
        for posted in (text, tidy(text)):
            with mock.patch("ocop.core.rich_text.tidy", side_effect=tidy) as tidying:
                self.stored(self.block(posted, inlineStyleRanges=styles))
            assert sum(len(call.args[0]) for call in tidying.call_args_list) < 10 * len(text)

    def test_marks_stay_on_their_words_in_a_text_that_is_tidied(self):
        apart = unicodedata.normalize("NFD", "Mận hậu\r\nđẹp \x00nhất")
        start = apart.index("n", apart.index("\x00"))
        marks = [{"offset": 0, "length": 5, "style": "BOLD"}, {"offset": start, "length": 9, "style": "BOLD"}]
        html = self.stored(self.block(apart, inlineStyleRanges=marks))
        assert re.findall("<b>(.*?)</b>", html) == ["Mận", "nhất"]

    def test_marks_upon_marks_are_no_error(self):
        same = [{"offset": 0, "length": 4, "style": "BOLD"}] * 1000
        nested = [{"offset": 0, "length": 1000 - number, "style": "BOLD"} for number in range(900)]
        unknown = [{"offset": 0, "length": 4, "style": f"S{number}"} for number in range(900)]
        for styles in (same, nested, unknown):
            html = self.stored(self.block("na " * 400, inlineStyleRanges=styles))
            assert html.count("<b>") <= 1
        links = {str(number): {"type": "LINK", "data": {"url": "https://a.example/"}} for number in range(900)}
        crossing = [{"offset": number, "length": 5, "key": number} for number in range(900)]
        html = self.stored(self.block("na " * 400, entityRanges=crossing), entities=links)
        assert html.count("<a ") == 100

    def test_a_list_is_no_address(self):
        for data in ({"url": ["https://a.example/"]}, {"id": [1]}, {"url": {}}):
            with self.subTest(data):
                mark = {"offset": 0, "length": 3, "key": 0}
                html = self.stored(
                    self.block("đây", entityRanges=[mark]), entities={"0": {"type": "LINK", "data": data}}
                )
                assert "đây" in html
                assert "<a" not in html

    @given(st.text(alphabet="naô 🍓\r\n\x00e\u0302\u0323ꪶ", max_size=30))
    def test_places_are_those_of_the_tidied_beginnings(self, text):
        expected = {place: len(tidy(text[:place])) for place in range(len(text) + 1)}
        assert tidy(text) == text or places(expected, text) == expected

    def test_a_script_is_no_link(self):
        link = {"0": {"type": "LINK", "data": {"url": "javascript:alert(1)"}}}
        html = self.stored(self.block("đây", entityRanges=[{"offset": 0, "length": 3, "key": 0}]), entities=link)
        assert "javascript" not in html
        assert "đây" in html

    @given(st.text(alphabet="naôÔ🍓👨‍👩e\u0302\u0323ꪶ", max_size=30), st.integers(0, 30), st.integers(1, 30))
    def test_there_and_back_nothing_moves(self, text, start, length):
        text = tidy(text)
        mark = {"offset": min(start, len(text)), "length": length, "style": "BOLD"}
        widget = TidyRichTextArea(features=FEATURES)
        posted = json.dumps({"blocks": [self.block(text, inlineStyleRanges=[mark])], "entityMap": {}})
        html = widget.value_from_datadict({"body": posted}, {}, "body")
        again = widget.value_from_datadict({"body": widget.format_value(html)}, {}, "body")
        assert again == html
