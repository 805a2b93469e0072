"""Composing, folding, splitting and slugs of Vietnamese text."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.core.text import fold, nfc, other_number, slugify_vi, words

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VIETNAMESE = sorted(
    {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | set("bcdđghklmnpqrstvx")
)
vietnamese = st.text(st.sampled_from(VIETNAMESE + [letter.upper() for letter in VIETNAMESE] + list(" -,./0123456789")))


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("Cà phê", "ca phe"),
            ("CÀ PHÊ", "ca phe"),
            ("Đường phèn", "duong phen"),
            ("Mường Bằng, Nghịu Cọ", "muong bang, nghiu co"),
            ("Dưỡng sinh", "duong sinh"),
            ("Ðá Ðỏ", "da do"),  # the Icelandic letter, from old encodings
            ("Straße", "strasse"),
            ("", ""),
            (2021, "2021"),
        ],
    )
    def test_marks_and_case_are_gone(self, text, folded):
        assert fold(text) == folded

    def test_every_vietnamese_letter_becomes_one_of_the_plain_alphabet(self):
        assert len(VIETNAMESE) == 12 * 6 + 17
        for letter in VIETNAMESE:
            assert len(fold(letter)) == 1, letter
            assert fold(letter) in string.ascii_lowercase, letter
            assert fold(letter.upper()) == fold(letter)

    @given(vietnamese)
    def test_composed_and_decomposed_fold_alike(self, text):
        assert fold(unicodedata.normalize("NFD", text)) == fold(text)

    @given(vietnamese)
    def test_length_is_kept_so_that_places_in_the_text_are_kept(self, text):
        assert len(fold(text)) == len(text)

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text):
        assert fold(fold(text)) == fold(text)

    @given(st.text())
    def test_no_mark_is_left_on_any_letter(self, text):
        assert not [c for c in unicodedata.normalize("NFD", fold(text)) if unicodedata.combining(c)]


class TestNfc:
    def test_letters_and_marks_are_composed(self):
        assert nfc("Mu\u031bo\u031b\u0300ng") == "Mường"

    @given(st.text())
    def test_the_text_stays_the_same_text(self, text):
        assert unicodedata.normalize("NFD", nfc(text)) == unicodedata.normalize("NFD", text)


class TestWords:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Dâu tây – loại 1, 500g", ["Dâu", "tây", "loại", "1", "500g"]),
            ("04-056-XCH/2021", ["04", "056", "XCH", "2021"]),
            ("H'Mông_Mộc", ["H", "Mông", "Mộc"]),
            ("\x00\"'*(a:b", ["a", "b"]),
            ("💥 …", []),
        ],
    )
    def test_runs_of_letters_and_digits(self, text, expected):
        assert words(text) == expected

    @given(st.text())
    def test_a_word_holds_letters_and_digits_only(self, text):
        assert all(word.isalnum() for word in words(text))


class TestSlug:
    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("Dâu tây Đá Đỏ", "dau-tay-da-do"),
            ("Đường phèn", "duong-phen"),
            ("  HTX Mé Lếch — Cò Nòi!  ", "htx-me-lech-co-noi"),
            ("Chè H'Mông", "che-h-mong"),
            ("Smørrebrød", "smorrebrod"),
            ("ລາວ", ""),
        ],
    )
    def test_every_vietnamese_letter_is_kept(self, text, slug):
        assert slugify_vi(text) == slug

    @given(vietnamese)
    def test_letters_and_digits_are_those_of_the_text(self, text):
        assert slugify_vi(text).replace("-", "") == "".join(c for c in fold(text) if c.isalnum())

    @given(st.text())
    def test_a_slug_is_safe_in_an_address(self, text):
        slug = slugify_vi(text)
        assert set(slug) <= set(string.ascii_lowercase + string.digits + "-")
        assert not slug.startswith("-")
        assert not slug.endswith("-")
        assert "--" not in slug

    @given(vietnamese, st.integers(min_value=1, max_value=20))
    def test_a_limit_is_kept(self, text, limit):
        assert len(slugify_vi(text, max_length=limit)) <= limit

    def test_a_limit_cuts_between_words(self):
        assert slugify_vi("Mật ong hoa nhãn", max_length=11) == "mat-ong-hoa"
        assert slugify_vi("Mật ong hoa nhãn", max_length=10) == "mat-ong"
        assert slugify_vi("Mậtonghoanhãn", max_length=6) == "matong"


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("plum", "plums"), ("plums", "plum"), ("mangoes", "mango"), ("mango", "mangoes"), ("berries", "berry"),
        ("strawberry", "strawberries"), ("radish", "radishes"), ("radishes", "radish"), ("glass", "glasses"),
    ],
)  # fmt: skip
def test_other_number(word, other):
    assert other_number(word) == other
