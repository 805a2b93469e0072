"""The structure of a Vietnamese syllable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.textcheck.language.syllable import (
    ACUTE,
    DOT,
    GRAVE,
    RHYMES,
    TONE_MARKS,
    is_syllable,
    parse,
    sounded,
    tone_places,
)

RIGHT = """hướng của hoà hòa thuỷ thủy quý quyển quốc giếng gì gìn giữ giá giặt nghĩa ngã khuya khuỷu quạt thuở huơ quở cuốc yêu
yến ý ỷ uỷ ủy oái nguyễn kỹ kĩ lý quỳnh quýt xoong moóc ngoằn ngoèo khoẻ khỏe khoáng hoạch tuýp ngoéo thuế thuê huếch giường
rượu bướu mía bìa lúa quầy quyết quần tiếng đoàn quanh pằn nhuỵ nhuyễn chuyện xoáy nước mười ấy uống ỉa ứ già pù noong"""
WRONG = """dn xut sng kthuật hướg iên ngê gê cể ghà hưóng hứơng hơp đươc thuât qúa qủa cuả thưong k th ngừoi viêc phâ tiế xuấ coá
kà ngi ghu quu web fax hợpp tácxã ieu"""


class TestSyllable:
    @pytest.mark.parametrize("word", RIGHT.split())
    def test_what_is_written_so_is_a_syllable(self, word):
        assert is_syllable(word)

    @pytest.mark.parametrize("word", WRONG.split())
    def test_what_breaks_a_rule_of_spelling_is_none(self, word):
        assert not is_syllable(word)

    def test_its_parts(self):
        assert parse("nghiêng") == ("ngh", "iêng", "")
        assert parse("giếng") == ("gi", "iêng", ACUTE)
        assert parse("quyền") == ("qu", "iên", GRAVE)
        assert parse("yếu") == ("", "iêu", ACUTE)
        assert parse("gì") == ("gi", "i", GRAVE)

    def test_one_word_has_one_tone(self):
        assert not is_syllable("hòà")
        assert not is_syllable(unicodedata.normalize("NFC", "a\u0301\u0300"))

    @given(
        st.sampled_from(sorted(RHYMES)), st.sampled_from(["", *sorted(TONE_MARKS)]), st.sampled_from(["b", "h", "tr"])
    )
    def test_a_stop_takes_two_tones_and_every_other_rhyme_all_six(self, rhyme, tone, onset):
        place = len(onset) + tone_places(rhyme, rhyme)[-1]
        base = onset + rhyme
        word = unicodedata.normalize("NFC", base[: place + 1] + tone + base[place + 1 :])
        is_stop = rhyme.endswith(("c", "ch", "p", "t"))
        assert is_syllable(word) == (not is_stop or tone in (ACUTE, DOT))

    @given(st.sampled_from(sorted(RHYMES)))
    def test_c_and_k_g_and_gh_share_the_rhymes_between_them(self, rhyme):
        for hard, soft in (("c", "k"), ("g", "gh"), ("ng", "ngh")):
            written = [onset for onset in (hard, soft) if sounded(onset, rhyme)]
            assert len(written) == 1 or (hard == "c" and rhyme[:2] in ("oa", "oă", "oe", "uy", "uê", "uâ", "uơ"))

    @given(st.text("abcdđeêghiklmnoôơpqrstuưvxyáàảãạấềểễệíìóòúùýỳ", max_size=9))
    def test_any_letters_get_an_answer_and_the_answer_has_a_rhyme_of_the_table(self, word):
        found = parse(word)
        assert found is None or found.rhyme in RHYMES
