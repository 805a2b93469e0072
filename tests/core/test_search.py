"""Search as Vietnamese buyers type it, alike on both databases."""

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from cooperatives.models import ProducerPage
from home.models import StandardPage
from news.models import ArticlePage, LegalDocumentPage
from ocop.core.search import query, suggest
from ocop.core.search.engine import matching_ids, search_ids
from ocop.core.search.fields import FoldedAutocompleteField, FoldedSearchField, folded
from ocop.core.search.ids import pk_in_array
from ocop.core.search.suggest import did_you_mean, suggestions
from ocop.core.text import fold
from ocop.documents.models import DocumentText
from products.models import ProductPage
from tests.factories import (
    ArticlePageFactory,
    CommuneFactory,
    LegalDocumentPageFactory,
    ProducerPageFactory,
    ProductPageFactory,
    SiteDocumentFactory,
    StandardPageFactory,
)

EVERYTHING = [ProductPage, ProducerPage, ArticlePage, StandardPage]

NASTY = [
    "",
    "   ",
    "\x00",
    "ca\x00phe",
    '"',
    '"cà phê',
    "'",
    "*",
    "cà*",
    "(ca OR",
    "a:b",
    "title:x",
    "NEAR(a b)",
    "ca AND NOT",
    "-ca",
    "^ca",
    "\\",
    "%s %d %",
    "{title} : x",
    "'ca':*A & !x <-> |",
    "💥",
    "\ud7ff\u200b\u00ad",
    "́ ̀",
    "'; DROP TABLE wagtailcore_page; --",
    "x" * 10_240,
    "cà phê " * 1_500,
    "ế" * 5_000,
    "ﷺ" * 3_000,
    "1e400 0x1f 3.14 -5",
]


def indexed(*pages):
    """Puts pages in the search index; inside a test's transaction the signal waits for a commit that never comes."""
    for page in pages:
        index.insert_or_update_object(page)
    return pages[0] if len(pages) == 1 else pages


def article(title, text="Bài viết.", **kwargs):
    return indexed(ArticlePageFactory(title=title, summary=text, **kwargs))


def titles(hits):
    found = Page.objects.in_bulk(hits.ids)
    return [found[pk].title for pk in hits.ids]


def find(text, **kwargs):
    return titles(search_ids(ArticlePage, text, **kwargs))


@pytest.mark.django_db
class TestWhatIsFound:
    @pytest.mark.parametrize("typed", ["ca phe", "cà phê", "CA PHE", "CÀ PHÊ", "Cà phe", "ca phê", "phe ca", "cà-phê"])
    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_coffee_with_and_without_its_marks(self, typed, form):
        article("Cà phê Arabica")
        article("Cá sấy")
        assert find(unicodedata.normalize(form, typed)) == ["Cà phê Arabica"]

    def test_a_title_written_decomposed_or_in_capitals(self):
        article(unicodedata.normalize("NFD", "Cà phê rang"))
        article("CÀ PHÊ HẠT")
        assert len(find("cà phê")) == len(find("ca phe")) == 2

    @pytest.mark.parametrize("typed", ["duong", "đuong", "duờng", "Đường", "ĐƯỜNG"])
    def test_d_and_its_barred_sister_match(self, typed):
        article("Đường phèn")
        assert find(typed) == ["Đường phèn"]

    @pytest.mark.parametrize("typed", ["vn 2021", "XCH/2021", "04-056", "Mường Bon", "muong bon", "mắc ca", "mac-ca"])
    def test_codes_and_words_joined_by_marks(self, typed):
        article("Tin mới", "Số 04-056-XCH/2021, xã Cò Nòi/Mường Bon; mắc-ca VN.")
        assert find(typed) == ["Tin mới"]

    def test_an_old_commune_that_the_page_names(self):
        commune = CommuneFactory(former=True)
        producer = ProducerPageFactory(title="HTX Mé Lếch", former_commune=commune)
        berry = ProductPageFactory(title="Dâu tây hạt đá", parent=producer)
        other = ProductPageFactory(title="Dâu tây Nà Sản")
        indexed(producer, berry, other)
        assert search_ids(ProductPage, "dau tay co noi").ids == [berry.pk]
        assert search_ids(ProductPage, "dâu tây Cò Nòi").ids == [berry.pk]
        assert search_ids(ProducerPage, "htx me").ids == [producer.pk]
        assert search_ids(ProducerPage, "hợp tác xã mé").ids == [producer.pk]

    def test_custard_apple(self):
        article("Na dai Mai Sơn")
        article("Vải lụa", "Vải màu nâu, khổ dài hai mét, mặc nà không nhăn.")
        assert find("na dai") == ["Na dai Mai Sơn", "Vải lụa"]

    @pytest.mark.parametrize("typed", ["cafe", "caphe", "Coffee", "cafe arabica"])
    def test_other_words_for_coffee(self, typed):
        article("Cà phê Arabica")
        article("Cá phèn kho Arabica")
        assert find(typed) == ["Cà phê Arabica"]

    def test_the_settings_add_other_words(self, settings):
        article("Thanh long ruột đỏ")
        assert find("dragonfruit") == []
        settings.OCOP_SEARCH_SYNONYMS = [("dragonfruit", "thanh long")]
        assert find("dragonfruit") == ["Thanh long ruột đỏ"]

    @pytest.mark.parametrize("typed", ["dau t", "dau ta", "dâu tâ", "tay da"])
    def test_the_last_of_several_words_may_be_begun(self, typed):
        article("Dâu tây đặc biệt")
        assert find(typed) == ["Dâu tây đặc biệt"]

    def test_a_beginning_alone_is_completed_when_nothing_has_it_as_a_word(self):
        article("Nấm hương")
        article("Na dai")
        assert find("na") == ["Na dai"]
        assert find("nâ") == ["Na dai"]  # the word without its mark before a word that goes on
        assert find("huo") == ["Nấm hương"]

    def test_all_words_are_wanted(self):
        article("Mật ong", "Hoa nhãn.")
        article("Mật mía", "Mía tím.")
        assert find("mật nhãn") == ["Mật ong"]

    def test_nothing_at_all(self):
        hits = search_ids(EVERYTHING, "qwzxjk")
        assert (hits.ids, hits.total, hits.capped, hits.corrected) == ([], 0, False, None)


@pytest.mark.django_db
class TestOrder:
    def test_the_marks_that_were_typed_come_first(self):
        article("Mắn sấy")
        article("Mận hậu")
        article("Măn non")
        assert find("mận")[0] == "Mận hậu"
        assert find("mắn")[0] == "Mắn sấy"
        assert find("măn")[0] == "Măn non"
        assert len(find("man")) == 3

    def test_exact_marks_in_the_text_stand_before_other_marks_in_the_title(self):
        article("Cá tầm")
        article("Đồ uống", "Có bán cà ngon.")
        assert find("cà") == ["Đồ uống", "Cá tầm"]
        assert find("cá") == ["Cá tầm", "Đồ uống"]

    def test_mixed_typing_ranks_by_the_marks_it_has(self):
        article("Cơ nội bộ")
        article("Cò Nòi")
        assert find("cò noi") == ["Cò Nòi", "Cơ nội bộ"]

    def test_title_then_words_in_a_row_then_scattered_words(self):
        article("Bài một", "Ong bay đi tìm mật trên nương.")
        article("Bài hai", "Nhà nuôi lấy mật ong rừng.")
        article("Mật ong rừng", "Đóng chai.")
        assert find("mat ong") == ["Mật ong rừng", "Bài hai", "Bài một"]
        assert find("mật ong") == ["Mật ong rừng", "Bài hai", "Bài một"]

    def test_the_words_at_the_beginning_then_the_shorter_title_then_the_newer_page(self):
        article("Vườn xoài")
        article("Xoài tròn Yên Châu")
        article("Xoài chín", slug="cu")
        newer = article("Xoài chín", slug="moi")
        article("Xoài")
        assert find("xoài") == ["Xoài", "Xoài chín", "Xoài chín", "Xoài tròn Yên Châu", "Vườn xoài"]
        assert search_ids(ArticlePage, "xoài").ids[1] == newer.pk


@pytest.mark.django_db
class TestSlips:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("ca phr", "Cà phê"),
            ("cà phr", "Cà phê"),
            ("ca hpe", "Cà phê"),
            ("caa phe", "Cà phê"),
            ("dau tat", "Dâu tây"),
            ("dautay", "Dâu tây"),
            ("xoai yen cahu", "Xoài Yên Châu"),
            ("che san tuyet", "Chè shan tuyết"),
            ("mat onh", "Mật ong"),
        ],
    )
    def test_one_letter(self, typed, meant):
        for title in ["Cà phê Arabica", "Dâu tây hạt đá", "Xoài Yên Châu", "Chè shan tuyết", "Mật ong rừng"]:
            article(title)
        hits = search_ids(ArticlePage, typed)
        assert (hits.corrected, hits.as_typed) == (meant, 0)
        assert titles(hits)[0].startswith(meant)
        assert matching_ids(ArticlePage, hits.query) == hits.ids

    def test_scattered_words_do_not_stand_in_the_way(self):
        article("Dâu tây hạt đá")
        article("Hội nghị", "Mở đầu là phần chào hỏi, sau đó tất cả ra vườn.")
        hits = search_ids(ArticlePage, "dau tat")
        assert (hits.corrected, hits.as_typed) == ("Dâu tây", 1)
        assert titles(hits) == ["Dâu tây hạt đá"]

    def test_what_was_typed_can_be_insisted_on(self):
        article("Dâu tây hạt đá")
        article("Hội nghị", "Mở đầu là phần chào hỏi, sau đó tất cả ra vườn.")
        hits = search_ids(ArticlePage, "dau tat", correct=False)
        assert hits.corrected is None
        assert titles(hits) == ["Hội nghị"]

    def test_what_is_found_in_a_title_is_never_corrected(self):
        article("Mận hậu")
        article("Mận chậu")
        assert search_ids(ArticlePage, "mận hậu").corrected is None

    def test_known_words_that_stand_apart_are_no_slip(self):
        article("Na dai", "Quả tươi ngon.")
        article("Cá tươi")
        hits = search_ids(ArticlePage, "na tuoi")
        assert hits.corrected is None
        assert titles(hits) == ["Na dai"]

    def test_an_unknown_word_in_a_longer_text(self):
        article("Mật ong rừng")
        article("Chợ phiên Hát Lót")
        assert did_you_mean("mat ogn hat lot") == "Mật ong hat lot"

    def test_another_number_is_no_slip(self):
        article("Dâu tây tháng 8")
        article("Nghị định 113")
        assert did_you_mean("dau tay thang 2") is None
        assert did_you_mean("nghi dinh 114") is None
        assert did_you_mean("nghi dinj 113") == "Nghị định 113"

    @pytest.mark.parametrize("typed", ["phr", "qw", "xyzzyxyzzy", "", "💥", "a b c d e f g h i j k l"])
    def test_nothing_near(self, typed):
        article("Cà phê Arabica")
        assert did_you_mean(typed) is None

    def test_names_that_an_app_registers(self, monkeypatch):
        monkeypatch.setattr(suggest, "_word_sources", [lambda: ["Phiêng Pằn"]])
        assert did_you_mean("phien pan") == "Phiêng Pằn"

    def test_a_commune_is_a_word_to_correct_to(self):
        CommuneFactory(former=True)
        assert did_you_mean("co noui") == "Cò Nòi"

    def test_drafts_and_private_pages_are_never_suggested(self):
        draft = article("Sâm nghịu cọ", live=False)
        hidden = article("Trầm phiêng khoài")
        PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
        assert did_you_mean("sam nghiu cp") is None
        assert did_you_mean("tram phieng khoau") is None
        draft.live = True
        draft.save(clean=False)
        assert did_you_mean("sam nghiu cp") == "Sâm nghịu cọ"

    def test_a_withdrawn_page_is_no_longer_suggested(self):
        page = article("Sâm nghịu cọ")
        assert did_you_mean("sam nghiu cp") == "Sâm nghịu cọ"
        page.unpublish()
        assert did_you_mean("sam nghiu cp") is None


@pytest.mark.django_db
class TestVisibility:
    def test_drafts_are_not_found(self):
        article("Cà phê nháp", live=False)
        assert find("ca phe") == []
        assert matching_ids(ArticlePage, "ca phe") == []

    def test_private_pages_and_what_stands_below_them_are_not_found(self):
        page = article("Cà phê kín")
        open_page = indexed(StandardPageFactory(title="Cà phê mở"))
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
        assert search_ids(EVERYTHING, "ca phe").ids == [open_page.pk]
        assert matching_ids(EVERYTHING, "ca phe") == [open_page.pk]
        assert [item.page_id for item in suggestions("ca p")] == [open_page.pk]

    def test_a_deleted_page_is_not_found(self):
        article("Cà phê cũ").delete()
        assert find("ca phe") == []

    def test_other_types_are_not_found(self):
        indexed(StandardPageFactory(title="Cà phê"))
        assert find("ca phe") == []

    def test_a_queryset_and_excluded_ids_narrow(self):
        first, second, third = article("Cà phê một"), article("Cà phê hai"), article("Cà phê ba")
        some = ArticlePage.objects.filter(pk__in=[first.pk, second.pk])
        assert set(search_ids(ArticlePage, "ca phe", queryset=some).ids) == {first.pk, second.pk}
        assert set(matching_ids(ArticlePage, "ca phe", queryset=some)) == {first.pk, second.pk}
        assert set(search_ids(ArticlePage, "ca phe", exclude=[first.pk]).ids) == {second.pk, third.pk}
        assert matching_ids(ArticlePage, "ca phe", queryset=some, exclude=[first.pk]) == [second.pk]
        assert search_ids(ArticlePage, "ca phe", queryset=ArticlePage.objects.none()).total == 0


@pytest.mark.django_db
class TestManyHits:
    @pytest.fixture
    def many(self):
        in_text = [article(f"Bài {number}", "Có cà phê.") for number in range(8)]
        in_title = [article(f"Cà phê {number}") for number in range(4)]
        return in_text, in_title

    def test_the_best_are_ranked_and_all_are_counted(self, many):
        in_text, in_title = many
        hits = search_ids(ArticlePage, "ca phe", limit=6)
        assert (len(hits.ids), hits.total, hits.capped) == (6, 12, True)
        assert set(hits.ids[:4]) == {page.pk for page in in_title}
        assert set(hits.ids[4:]) < {page.pk for page in in_text}
        assert set(matching_ids(ArticlePage, hits.query)) == {page.pk for page in in_text + in_title}

    def test_titles_alone_may_fill_the_limit(self, many):
        _in_text, in_title = many
        hits = search_ids(ArticlePage, "cà phê", limit=3)
        assert (len(hits.ids), hits.total, hits.capped) == (3, 12, True)
        assert set(hits.ids) < {page.pk for page in in_title}

    def test_a_limit_that_is_just_reached(self, many):
        hits = search_ids(ArticlePage, "cà phê", limit=12)
        assert (len(hits.ids), hits.total, hits.capped) == (12, 12, False)

    def test_queries_stay_few(self, many, django_assert_num_queries):
        search_ids(EVERYTHING, "ca phe")  # content types are remembered from here on
        with django_assert_num_queries(1):
            search_ids(EVERYTHING, "cà phê")
        with django_assert_num_queries(2):
            search_ids(EVERYTHING, "cà phê", limit=3)
        with django_assert_num_queries(1):
            matching_ids(EVERYTHING, "cà phê")
        with django_assert_num_queries(0):
            search_ids(EVERYTHING, "💥")
        with django_assert_num_queries(1):
            article_ids = search_ids(ArticlePage, "ca phe", queryset=ArticlePage.objects.filter(date__year=2026)).ids
        assert len(article_ids) == 12

    def test_suggesting_costs_the_same_for_one_page_and_for_many(self, many):
        def cost(text):
            with CaptureQueriesContext(connection) as captured:
                assert suggestions(text)
            return len(captured)

        cost("ca phe 1")
        assert cost("ca phe 1") == cost("c")


@pytest.mark.django_db
class TestSuggestions:
    def test_titles_that_go_on_from_what_is_typed(self):
        page = article("Dâu tây hạt đá")
        article("Hội nghị", "Dâu tây được mùa.")
        [found] = suggestions("dau t")
        assert (found.page_id, found.title, found.kind) == (page.pk, "Dâu tây hạt đá", "article")
        assert found.url.endswith(f"/{page.slug}/")

    def test_marks_that_were_typed_come_first(self):
        article("Mắn sấy")
        article("Mận hậu")
        assert [item.title for item in suggestions("mậ")] == ["Mận hậu", "Mắn sấy"]

    def test_titles_that_differ_in_marks_are_two(self):
        for slug, title in enumerate(("Bánh mận", "Bánh mán", "Bánh mắn")):
            article(title, slug=str(slug))
        article("Mận hậu")
        assert [item.title for item in suggestions("mắn")] == ["Bánh mắn", "Mận hậu", "Bánh mán", "Bánh mận"]

    def test_a_title_shows_once_for_each_kind(self):
        article("Cà phê Arabica")
        article("CÀ PHÊ ARABICA", slug="chu-hoa")
        indexed(ProductPageFactory(title="Cà phê Arabica"))
        assert sorted(item.kind for item in suggestions("ca phe")) == ["article", "product"]

    def test_no_kind_crowds_out_the_others(self):
        for number in range(9):
            article(f"Cà phê {number}")
        indexed(ProducerPageFactory(title="HTX Cà phê Bích Thao"))
        found = suggestions("ca phe", limit=4)
        assert [item.kind for item in found].count("article") == 3
        assert [item.title for item in found if item.kind == "producer"] == ["HTX Cà phê Bích Thao"]

    def test_drafts_are_not_suggested(self):
        article("Cà phê nháp", live=False)
        assert suggestions("ca phe") == []


@pytest.mark.django_db
class TestBadInput:
    def test_nothing_a_person_types_raises(self):
        article("Cà phê Arabica")
        backend = get_search_backend()
        for text in NASTY:
            shown = ascii(text[:40])
            for hits in (search_ids(EVERYTHING, text), search_ids(EVERYTHING, text, correct=False)):
                assert hits.total == len(hits.ids) == len(matching_ids(EVERYTHING, hits.query)) <= 1, shown
            assert len(suggestions(text)) <= 1, shown
            for found in (backend.search(text, ArticlePage), backend.autocomplete(text, ArticlePage)):
                assert found.count() == len(found) <= 1, shown

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    def test_nothing_at_all_raises(self, text):
        hits = search_ids(EVERYTHING, text)
        assert hits.total == len(hits.ids)
        assert get_search_backend().autocomplete(text, ArticlePage).count() >= 0

    def test_only_the_first_words_of_a_long_text_count(self):
        article("Cà phê Arabica")
        assert find("cà phê " * 1_500) == ["Cà phê Arabica"]
        assert len(query.parse("cà phê " * 1_500).typed) == query.MAX_WORDS


@pytest.mark.django_db
class TestBackend:
    """What the admin's page search and choosers use."""

    @pytest.mark.parametrize("typed", ["ca phe", "cà phê", "CA PHE", "cà phe", '"cà phê"', '"ca phe"'])
    def test_search_finds_without_marks(self, typed):
        page = article("Cà phê Arabica")
        article("Cá sấy")
        assert list(ArticlePage.objects.search(typed)) == [page]
        assert list(Page.objects.search(typed)) == [page.page_ptr]

    @pytest.mark.parametrize("typed", ["ca p", "cà ph", "arab", "đặ", "da"])
    def test_autocomplete_finds_beginnings_without_marks(self, typed):
        page = article("Cà phê Arabica đặc sản")
        article("Hồng giòn")
        found = Page.objects.autocomplete(typed)
        assert list(found) == [page.page_ptr]
        assert found.count() == 1
        assert list(Page.objects.autocomplete(typed, order_by_relevance=False)) == [page.page_ptr]

    def test_drafts_are_found_for_editors(self):
        page = article("Cà phê nháp", live=False)
        assert list(ArticlePage.objects.autocomplete("ca phe")) == [page]

    def test_filters_slices_and_facets(self):
        pages = [article(f"Cà phê {number}") for number in range(5)]
        draft = article("Cà phê nháp", live=False)
        found = ArticlePage.objects.filter(live=True).search("ca phe")
        assert found.count() == 5
        assert len(found[:2]) == 2
        assert set(found[0:5]) == set(pages)
        assert dict(ArticlePage.objects.all().search("ca phe").facet("live")) == {True: 5, False: 1}
        assert draft in list(ArticlePage.objects.search("ca phe"))

    def test_exact_marks_rank_first(self):
        article("Mắn sấy")
        article("Mận hậu")
        assert [page.title for page in ArticlePage.objects.search("mận")] == ["Mận hậu", "Mắn sấy"]
        assert [page.title for page in ArticlePage.objects.search("mắn")] == ["Mắn sấy", "Mận hậu"]

    def test_scores_can_be_shown(self):
        article("Cà phê Arabica")
        [page] = ArticlePage.objects.search("ca phe").annotate_score("score")
        assert page.score is not None

    def test_the_admin_finds_pages(self, admin_client):
        page = article("Cà phê Arabica")
        for name in ("wagtailadmin_pages:search", "wagtailadmin_choose_page_search"):
            response = admin_client.get(reverse(name), {"q": "ca phe"})
            assert response.status_code == 200
            assert page.title in response.content.decode()
        for text in ('"', "\x01", "live:true", '"ca phe" live:true'):
            assert admin_client.get(reverse("wagtailadmin_pages:search"), {"q": text}).status_code == 200


@pytest.mark.django_db
class TestLongTexts:
    """PostgreSQL refuses to keep more than a megabyte of words for one page."""

    def published(self, capture, page):
        with capture(execute=True):
            page.save_revision().publish()
        page.refresh_from_db()
        assert page.live
        return page

    def test_a_page_of_sixty_thousand_words_is_published_and_found(self, django_capture_on_commit_callbacks):
        words = [f"mận{number:x}" for number in range(60_000)]
        page = ArticlePageFactory(title="Sổ tay giống mận", summary="Đủ mọi giống.", live=False)
        page.body = [("text", f"<p>{' '.join(words)}</p>")]
        self.published(django_capture_on_commit_callbacks, page)
        for typed in ("sổ tay mận", "du moi giong", words[0], words[20_000], fold(words[20_000])):
            assert titles(search_ids(ArticlePage, typed, correct=False)) == [page.title], typed

    def test_so_is_a_document_with_a_huge_file(self, django_capture_on_commit_callbacks):
        words = [f"{'が' * 60}{number:x}" for number in range(3_000)]  # three bytes a letter, and others when folded
        file = SiteDocumentFactory(words=[" ".join(words)])
        page = LegalDocumentPageFactory(title="Quy trình nước bạn", live=False, file=file)
        self.published(django_capture_on_commit_callbacks, page)
        assert DocumentText.objects.get().text.split()[-1] == words[-1]
        for typed in ("quy trinh nuoc ban", words[0], words[1_500], fold(words[1_500])):
            assert titles(search_ids(LegalDocumentPage, typed, correct=False)) == [page.title], typed

    def test_what_fits_is_kept_whole(self):
        """The same words over and over are nothing to PostgreSQL."""
        page = indexed(ArticlePageFactory(body=[("text", f"<p>{'cà phê ' * 20_000}hết</p>")]))
        assert titles(search_ids(ArticlePage, "het", correct=False)) == [page.title]


class TestFields:
    def test_every_text_field_gets_one_twin(self):
        fields = folded(
            [index.SearchField("title", boost=2), index.AutocompleteField("title"), index.FilterField("live")]
        )
        assert [(type(field), field.field_name) for field in fields] == [
            (index.SearchField, "title"),
            (FoldedSearchField, "title"),
            (index.AutocompleteField, "title"),
            (FoldedAutocompleteField, "title"),
            (index.FilterField, "live"),
        ]
        assert fields[1].boost == 2
        assert folded(fields) == fields

    def test_fields_of_related_objects_get_theirs(self):
        [related] = folded([index.RelatedFields("tags", [index.SearchField("name")])])
        assert [type(field) for field in related.fields] == [index.SearchField, FoldedSearchField]

    def test_all_page_types_keep_wagtails_own_fields(self):
        for model in EVERYTHING:
            assert set(Page.search_fields) <= set(model.search_fields)
            assert any(
                isinstance(field, FoldedSearchField) and field.field_name == "title" for field in model.search_fields
            )


class TestQuery:
    def test_words_as_typed_and_folded(self):
        parsed = query.parse("Dâu TÂY, loại 1")
        assert parsed.typed == ("dâu", "tây", "loại", "1")
        assert parsed.bare == ("dau", "tay", "loai", "1")
        assert parsed.has_marks

    def test_text_without_a_word(self):
        assert query.parse("\x00 '\" 💥") is None
        assert query.vi_query("…") is None

    def test_a_synonym_keeps_its_marks(self):
        parsed = query.parse("cafe moc chau")
        assert parsed.synonyms == (("cà", "phê", "moc", "chau"),)
        assert parsed.loose == (("cafe", "moc", "chau"), ("cà", "phê", "moc", "chau"))

    @given(st.text(max_size=200))
    def test_the_query_languages_hold_no_more_than_words(self, text):
        parsed = query.parse(text)
        if parsed is None:
            return
        bare = [word for reading in parsed.loose for word in reading]
        assert all(word.isalnum() for word in bare)
        assert query.tsquery(parsed.loose).count("'") == 2 * len(bare)
        assert query.match(parsed.loose, ["title"]).count('"') == 2 * len(bare)


@pytest.mark.django_db
class TestPkInArray:
    def test_thousands_of_ids_are_one_parameter(self, django_assert_num_queries):
        pages = [ArticlePageFactory() for _ in range(3)]
        ids = [pages[0].pk, pages[2].pk, *range(1_000_000, 1_020_000)]
        with django_assert_num_queries(1):
            assert set(ArticlePage.objects.filter(pk_in_array("pk", ids))) == {pages[0], pages[2]}
        assert list(ArticlePage.objects.exclude(pk_in_array("pk", ids))) == [pages[1]]
        assert list(ArticlePage.objects.filter(~pk_in_array("pk", ids))) == [pages[1]]

    def test_no_ids_match_nothing(self):
        ArticlePageFactory()
        assert ArticlePage.objects.filter(pk_in_array("pk", [])).count() == 0

    def test_other_columns_and_combinations(self):
        producer, other = ProducerPageFactory(), ProducerPageFactory()
        product = ProductPageFactory(parent=producer)
        ProductPageFactory(parent=other)
        assert list(ProductPage.objects.filter(pk_in_array("producer_id", [producer.pk]))) == [product]
        assert list(ProductPage.objects.filter(pk_in_array("producer__pk", [producer.pk]), live=True)) == [product]
