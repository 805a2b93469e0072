"""Packs, units, grades and sizes as producers type them, for readers of English."""

import unicodedata

import pytest
from django.utils import translation

from ocop.core.trade_words import in_english, official_words, trade_words

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("kg", "kg"),
        ("lít", "l"),
        ("túi", "bag"),
        ("Hộp", "box"),
        ("túi 250 g", "250 g bag"),
        ("chai 0,5 lít", "0.5 l bottle"),
        ("bao 1.000 g", "1,000 g sack"),
        ("lọ 240g", "240 g jar"),
        ("hộp 5 túi", "box of 5 bags"),
        ("bó 20 cành", "bunch of 20 stems"),
        ("50 kg", "50 kg"),
        ("1 túi", "1 bag"),
        ("48 lọ", "48 jars"),
        ("5 tấn", "5 t"),
        ("22–28 g", "22–28 g"),
        ("trên 28 g", "over 28 g"),
        ("Dưới 70 quả/kg", "under 70 fruits/kg"),
        ("4–5 quả/kg", "4–5 fruits/kg"),
        ("Loại 1", "Grade 1"),
        ("Cỡ L", "Size L"),
        (unicodedata.normalize("NFD", "lọ 240 g"), "240 g jar"),
        ("Quả to", ""),
        ("túi hút chân không 500 g", ""),
        ("Túi 250 g, túi 1 kg", "250 g bag, 1 kg bag"),
        ("12 tháng", "12 months"),
        ("Túi 500 g, hút chân không", ""),
        ("hộp 5 thứ", ""),
        ("kg 5 túi", ""),
        ("dưới 10 quả xanh/100 quả", ""),
        ("Loại đặc biệt", ""),
    ],
)
def test_words_beside_a_price(typed, english):
    assert in_english(typed) == english


def test_what_is_not_known_stays_vietnamese_and_says_so():
    with translation.override("en"):
        assert trade_words("Quả <to>") == '<span lang="vi">Quả &lt;to&gt;</span>'
        assert trade_words("") == ""
    with translation.override("vi"):
        assert trade_words("túi 250 g") == "túi 250 g"


def test_who_signed_is_told_in_english():
    with translation.override("en"):
        assert official_words("UBND tỉnh Sơn La") == ('People’s Committee of <span lang="vi">Sơn La</span> province')
        assert official_words("Quyết định 148/QĐ-TTg") == 'Decision <span lang="vi">148/QĐ-TTg</span>'
        assert official_words("Sở Nông nghiệp <b>") == '<span lang="vi">Sở Nông nghiệp &lt;b&gt;</span>'
    with translation.override("vi"):
        assert official_words("UBND tỉnh Sơn La") == "UBND tỉnh Sơn La"
