"""What the check finds, and what it leaves alone."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.textcheck.language import Reason, check
from ocop.textcheck.language.checker import MOST_LETTERS

LOST, MISPLACED, GLUED, DOUBLED, TONE = Reason.LOST, Reason.MISPLACED, Reason.GLUED, Reason.DOUBLED, Reason.TONE


def found(text, taught=frozenset()):
    """Return [(word, reason, first suggestion or None)]."""
    return [(item.word, item.reason, item.suggestions[0] if item.suggestions else None) for item in check(text, taught)]


class TestLostLetters:
    @pytest.mark.parametrize(
        ("text", "word", "reason", "better"),
        [
            ("Đề án tái cơ cu nông nghiệp", "cu", MISPLACED, "cấu"),
            ("hướng dn bà con", "dn", LOST, "dẫn"),
            ("áp dụng kthuật mới", "kthuật", LOST, "kỹ thuật"),
            ("sản xut theo mùa", "xut", LOST, "xuất"),
            ("nâng cao đời sng", "sng", LOST, "sống"),
            ("Hp tác xã", "Hp", LOST, "Hợp"),
            ("HP TÁC XÃ", "HP", LOST, "HỢP"),
            ("nền kinh ế địa phương", "ế", MISPLACED, "tế"),
            ("vùng nguyên liệ rộng", "liệ", LOST, "liệu"),
            ("bán sảnphẩm", "sảnphẩm", GLUED, "sản phẩm"),
            ("người dân cuả xã", "cuả", TONE, "của"),
            ("liên kết, hơp tác", "hơp", TONE, "hợp"),
            ("bà con ra sưong sớm", "sưong", TONE, "sương"),
        ],
    )
    def test_it_is_found_and_the_right_word_comes_first(self, text, word, reason, better):
        assert found(text) == [(word, reason, better)]

    def test_cu_is_a_word_where_no_compound_speaks_against_it(self):
        assert found("Thằng cu nhà chị Hoa") == []
        assert found("tái cơ cấu") == []

    @pytest.mark.parametrize("text", ["các hộ nông dân", "những hộ đồng bào Thái", "nhận khoán sản phẩm"])
    def test_a_neighbour_that_belongs_to_the_next_word_betrays_nothing(self, text):
        assert found(text) == []

    def test_a_hard_wrapped_line_does_not_part_a_compound(self):
        assert found("tái cơ\ncu nông nghiệp") == [("cu", MISPLACED, "cấu")]
        assert found("tái cơ\n\ncu") == []

    def test_the_place_is_given_in_letters_lines_and_columns(self):
        (item,) = check("Dòng một.\nBà con hướng dn nhau")
        assert (item.start, item.end, item.line, item.column) == (23, 25, 2, 14)
        assert item.as_dict() == {
            "word": "dn", "start": 23, "end": 25, "line": 2, "column": 14, "reason": "lost_letters", "suggestions": ["dẫn"],
        }  # fmt: skip


class TestDoubledWords:
    @pytest.mark.parametrize("text", ["giá trị của của sản phẩm", "bán tại tại vườn", "Các các hộ"])
    def test_a_slip_is_found(self, text):
        assert [reason for _word, reason, _better in found(text)] == [DOUBLED]

    def test_a_doubled_compound_is_one_finding(self):
        assert found("mua sản phẩm sản phẩm sạch") == [("sản phẩm sản phẩm", DOUBLED, "sản phẩm")]

    @pytest.mark.parametrize(
        "text",
        [
            "núi xanh xanh", "dần dần", "từ từ", "nhà nhà thi đua", "ngày ngày", "năm năm nữa", "Ba Ba",
            "của. Của anh", "cột\ncột", "Luôn luôn đúng", "xa xa",
            "ngọn su su xào tỏi", "quả chôm chôm", "vị chua chua, bùi bùi",
        ],
    )  # fmt: skip
    def test_what_may_stand_twice_is_left_alone(self, text):
        assert found(text) == []


class TestLettersAlone:
    """What is left of a short word may look like a unit or an abbreviation; its neighbours tell."""

    @pytest.mark.parametrize(
        ("text", "left", "whole"),
        [
            ("liên hiệp hợp tác x: lập và đăng ký", "x", "xã"),
            ("chỉ một màu đỏ: quả cà ph.", "ph", "phê"),
            ("Bà con sp xếp lại quầy", "sp", "sắp"),
            ("Cn cứ vào quyết định", "Cn", "Căn"),
            ("Nhà nước hỗ tr bà con", "tr", "trợ"),
        ],
    )
    def test_where_one_letter_more_makes_a_compound_it_is_a_loss(self, text, left, whole):
        assert found(text) == [(left, LOST, whole)]

    def test_a_units_letter_between_two_words_that_count_nothing_is_a_loss(self):
        assert found("Mỗi hòn đ nhận một chum") == [("đ", LOST, None)]


class TestCodes:
    def test_tcvn3_is_converted(self):
        text = "Báo cáo: S¶n xuÊt n«ng nghiÖp ë huyÖn Mai S¬n, n¨m 2021"
        assert found(text) == [
            ("S¶n xuÊt n«ng nghiÖp ë huyÖn Mai S¬n, n¨m", Reason.LEGACY, "Sản xuất nông nghiệp ở huyện Mai Sơn, năm")
        ]

    def test_numbers_and_addresses_inside_stay(self):
        [(word, _reason, better)] = found("Tæng gi¸ trÞ ®¹t 350 tû, theo http://vi.du/a-1 t¨ng 12,5% n¨m nay")
        assert better == word.translate(str.maketrans("æ¸Þ®¹û¨", "ổáịđạỷă"))
        assert "350" in better
        assert "http://vi.du/a-1" in better

    def test_the_first_word_of_a_line_goes_along_where_it_reads_as_another(self):
        assert found("Bé N«ng nghiÖp vµ")[0][::2] == ("Bé N«ng nghiÖp vµ", "Bộ Nông nghiệp và")
        assert found("Ông Bé nói: S¶n xuÊt n«ng nghiÖp")[0][0] == "S¶n xuÊt n«ng nghiÖp"

    def test_vni_is_converted(self):
        text = "Saûn xuaát noâng nghieäp ôû huyeän Mai Sôn"
        assert found(text) == [(text, Reason.LEGACY, "Sản xuất nông nghiệp ở huyện Mai Sơn")]

    def test_utf8_read_as_latin_is_converted(self):
        text = "Sản phẩm cà phê Sơn La".encode().decode("cp1252", errors="replace")
        assert "\ufffd" not in text
        assert found(text) == [(text[: text.rindex(" La")] + " La", Reason.LEGACY, "Sản phẩm cà phê Sơn La")]

    def test_a_sign_between_numbers_is_no_code(self):
        assert found("Hộp 5 túi × 100 g, ảnh 1920 × 900, ± 5 °C, 50 m²") == []

    def test_decomposed_letters_are_one_finding_per_run(self):
        text = "Cà phê Sơn La"
        apart = unicodedata.normalize("NFD", text)
        (item,) = check(apart)
        assert (item.reason, item.suggestions) == (Reason.DECOMPOSED, ("Cà phê Sơn",))

    def test_a_mark_that_no_letter_can_take_is_read_with_the_letter_before_it(self):
        assert found("Măng tre\u031b tươi") == [("tre\u031b", TONE, "tre")]

    def test_letters_of_other_scripts_and_lost_ones(self):
        assert found("cà phê rоbusta") == [("rоbusta", Reason.LOOKALIKE, "robusta")]
        assert found("Ðường phèn") == [("Ðường", Reason.LOOKALIKE, "Đường")]
        assert found("s\ufffdn ph?m") == [("s\ufffdn", Reason.BROKEN, None), ("ph?m", Reason.BROKEN, None)]
        assert found("Bán gì?Bán na") == []
        assert found("Москва, 北京") == []


class TestLeftAlone:
    @pytest.mark.parametrize(
        "text",
        [
            "UBND, HTX, OCOP, VietGAP, GlobalGAP, QĐ-TTg, NN&PTNT, HACCP",
            "Quyết định 26/2026/QĐ-TTg, 148/QĐ-TTg, mã 14-04105-07-2025",
            "5 kg, 12ha, 3 km, 120.000 đ/kg, 35.000 đồng, 18 °C",
            "https://ocop.example.vn/san-pham/?q=dn, dat@hop-tac-xa.vn, @maison, #caphe, bang-gia.xlsx",
            "cà phê Arabica, Catimor, cửa hàng online, container lạnh, Facebook, Zalo, livestream",
            "Chị Lò Thị Ỏn ở Phiêng Pằn, Noong Nại, Pù Tẩu, Nà Ớt, Đắk Lắk, Krông Pắc, H'Mông",
            "a) hái; b) phơi; v.v.",
            "theo điểm c khoản 2 Điều 5, nhóm B, vitamin C, ông Lò Văn T ở bản",
            "vài trăm m dọc suối, hai nghìn đ một cân, tính theo g, dài x rộng, 3 tr đồng, đt liên hệ",
        ],
    )
    def test_names_numbers_and_foreign_words(self, text):
        assert found(text) == []

    def test_a_taught_word_is_right_whatever_its_capitals(self):
        text = "Món nặmpịa của bản, Nặmpịa ngon"
        assert [word for word, *_rest in found(text)] == ["nặmpịa", "Nặmpịa"]
        assert found(text, frozenset({"nặmpịa"})) == []

    @settings(deadline=None)  # the first text loads the tables
    @given(st.text(max_size=80))
    def test_any_text_gets_an_answer_whose_places_fit(self, text):
        for item in check(text):
            assert text[item.start : item.end] == item.word != ""
            assert text.count("\n", 0, item.start) + 1 == item.line


class TestLongTexts:
    @pytest.mark.parametrize(
        "unit", ["a", "ă", "A", "a-", "a.", "a@", "a+", "A-", "1", "a1", "%(", "{a", "a?", "a'", "á\u0323"]
    )
    def test_a_text_without_spaces_takes_no_longer_than_one_with_them(self, unit):
        start = time.process_time()
        check(unit * (40_000 // len(unit)))
        assert time.process_time() - start < 2

    def test_what_stands_behind_a_long_run_is_still_read(self):
        assert found("a" * 500 + " hướng dn bà con") == [("dn", LOST, "dẫn")]

    def test_very_long_texts_are_read_up_to_an_end(self):
        assert found(" " * MOST_LETTERS + "hướng dn bà con") == []
