"""Hyphenated words on English pages stay on one line, whoever prints them."""

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from cooperatives.choices import Indicator
from ocop.core.templatetags.reading import unsplit

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Doi Nang Co-operative", 'Doi Nang <span class="nowrap">Co-operative</span>'),
        ("Well-kept <b>co-ops", '<span class="nowrap">Well-kept</span> &lt;b&gt;<span class="nowrap">co-ops</span>'),
        ("Mai Sơn – Sơn La", "Mai Sơn – Sơn La"),
        (mark_safe("<b>co-op</b>"), "<b>co-op</b>"),
        (Indicator.COOPERATIVES.label, '<span class="nowrap">Co-operatives</span>'),
        ("", ""),
    ],
)
def test_a_hyphenated_word_is_kept_whole(text, shown):
    with translation.override("en"):
        assert unsplit(text) == shown


def test_a_vietnamese_page_stays_as_it_is():
    with translation.override("vi"):
        assert unsplit("OCOP-2026") == "OCOP-2026"
