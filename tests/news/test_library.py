"""The document library as visitors search it and as editors and officers keep it."""

import datetime

import time_machine
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.foundation.groups import OFFICERS, prepare_groups
from home.models import HomePage
from news.library.facets import rows
from news.models import DocumentRelation, LegalDocumentPage, LibraryPage
from ocop.documents.models import SiteDocument
from tests.factories import (
    LegalDocumentPageFactory,
    LibraryPageFactory,
    MemberFactory,
    SiteDocumentFactory,
    UserFactory,
    docx,
    site_tree,
)
from tests.reading import administrator, edit_page, indexed, query_count, soup, structured_data, vi, words

DAY = datetime.date(2026, 11, 29)


def titles(response):
    """Returns the titles of a list, in order."""
    return [tag.get_text(strip=True) for tag in soup(response).select(".listing .paper__title")]


def counts(response, param):
    """Returns {value: count} of a facet as the page shows it."""
    boxes = soup(response).select(f"input[name={param}]")
    return {box["value"]: int(box.find_parent("label").select_one(".check__count").get_text()) for box in boxes}


@time_machine.travel(DAY, tick=False)
class LibraryTestCase(TestCase):
    """The library with the laws and decisions that people ask for most."""

    @classmethod
    def setUpTestData(cls):
        cls.library = LibraryPageFactory()
        cls.old_law = LegalDocumentPageFactory(
            title="Luật Hợp tác xã 23/2012/QH13", number="23/2012/QH13", kind="luat", field="hop_tac_xa",
            issuer="Quốc hội", signed_on=datetime.date(2012, 11, 20), in_force_on=datetime.date(2013, 7, 1),
        )  # fmt: skip
        cls.law = LegalDocumentPageFactory(
            title="Luật Hợp tác xã 17/2023/QH15", number="17/2023/QH15", kind="luat", field="hop_tac_xa",
            issuer="Quốc hội", signed_on=datetime.date(2023, 6, 20), in_force_on=datetime.date(2024, 7, 1),
            replaces=[cls.old_law],
        )  # fmt: skip
        cls.decree = LegalDocumentPageFactory(
            title="Nghị định 113/2024/NĐ-CP", number="113/2024/NĐ-CP", kind="nghi_dinh", field="hop_tac_xa",
            issuer="Chính phủ", signed_on=datetime.date(2024, 9, 12), in_force_on=datetime.date(2024, 11, 1),
            abstract="Quy định chi tiết một số điều của Luật Hợp tác xã.",
        )  # fmt: skip
        cls.former = LegalDocumentPageFactory(
            number="148/QĐ-TTg", signed_on=datetime.date(2023, 2, 24), lapses_on=datetime.date(2026, 7, 21)
        )
        cls.decision = LegalDocumentPageFactory(
            number="26/2026/QĐ-TTg", signed_on=datetime.date(2026, 5, 22), known_in_force=True,
            abstract="Quy định về đánh giá, phân hạng sản phẩm OCOP.", replaces=[cls.former],
        )  # fmt: skip
        cls.file = SiteDocumentFactory(words=("Ghi sổ ngay trong ngày: lô nào, thu ở nương nào.",))
        cls.form = LegalDocumentPageFactory(
            title="Phiếu ghi chép", number="", kind="bieu_mau", field="khac", issuer="Ban biên tập", file=cls.file,
            signed_on=DAY, in_force_on=DAY + datetime.timedelta(days=30),
        )  # fmt: skip
        cls.everything = [cls.old_law, cls.law, cls.decree, cls.former, cls.decision, cls.form]
        for page in cls.everything:
            page.clean()
            page.save()
        indexed(*cls.everything)

    def open(self, query=""):
        response = self.client.get(f"/tra-cuu/{query}")
        assert response.status_code == 200
        return response


@time_machine.travel(DAY, tick=False)
class SearchTests(LibraryTestCase):
    def test_what_people_type_finds_the_right_document_first(self):
        for typed, page in (
            ("26/2026", self.decision), ("qd 26", self.decision), ("QĐ26", self.decision), ("QĐ 26", self.decision),
            ("quyet dinh so 26/2026", self.decision), ("26/2026/QĐ-TTg", self.decision), ("qd 148", self.former),
            ("nghi dinh 113", self.decree), ("nghị định số 113 năm 2024", self.decree),
            ("113/2024", self.decree), ("nd113", self.decree), ("NĐ-CP 113", self.decree),
            ("luat hop tac xa", self.law), ("luat htx", self.law), ("Luật Hợp tác xã", self.law),
            ("luat 2012", self.old_law), ("23/2012/qh13", self.old_law),
        ):  # fmt: skip
            with self.subTest(typed):
                assert self.client.get("/tra-cuu/", {"q": typed}).context["documents"][0].title == page.title

    def test_words_inside_a_file_are_found_and_shown(self):
        response = self.open("?q=thu+o+nuong")
        assert titles(response) == ["Phiếu ghi chép"]
        excerpt = soup(response).select_one(".paper__inside")
        assert [mark.get_text() for mark in excerpt.select("mark")] == ["thu", "ở", "nương"]
        assert "Ghi sổ ngay trong ngày: lô nào, thu ở nương nào." in words(excerpt)

    def test_what_a_file_says_cannot_become_part_of_the_page(self):
        file = SiteDocument.objects.create(
            title="Tệp", file=ContentFile(docx("Xin <script>alert(1)</script> & <b>quả na</b>"), "x.docx")
        )
        indexed(LegalDocumentPageFactory(title="Mẫu khác", number="", file=file))
        response = self.open("?q=qua+na+alert")
        assert "&lt;script&gt;" in response.content.decode()
        assert "<script>alert" not in response.content.decode()

    def test_the_dotted_lines_of_a_form_are_drawn_short(self):
        file = SiteDocument.objects.create(
            title="Tệp", file=ContentFile(docx("Khoanh tròn .................... ô ________: giá bán."), "x.docx")
        )
        indexed(LegalDocumentPageFactory(title="Mẫu khác", number="", file=file))
        excerpt = soup(self.open("?q=khoanh+tron")).select_one(".paper__inside")
        assert "Khoanh tròn … ô …: giá bán." in words(excerpt)

    def test_a_new_text_in_the_file_is_found_at_once(self):
        self.file.file = ContentFile(docx("Cân lại trước khi giao"), "moi.docx")
        self.file.save()
        with self.captureOnCommitCallbacks(execute=True):
            indexed(LegalDocumentPage.objects.get(pk=self.form.pk))
        assert titles(self.open("?q=can+lai+truoc")) == ["Phiếu ghi chép"]
        assert titles(self.open("?q=thu+o+nuong")) == []

    def test_drafts_and_private_documents_give_nothing_away(self):
        LegalDocumentPage.objects.filter(pk=self.decision.pk).update(live=False)
        PageViewRestriction.objects.create(page=self.form, restriction_type=PageViewRestriction.LOGIN)
        assert self.decision.title not in titles(self.open())
        for typed in ("26/2026", "thu o nuong", "Phieu ghi chep"):
            with self.subTest(typed):
                assert titles(self.client.get("/tra-cuu/", {"q": typed})) == []
                assert self.client.get("/tim-kiem/", {"q": typed}).context["total"] == 0
        suggested = self.client.get("/tim-kiem/goi-y/", {"q": "phieu"})
        assert "ghi chép" not in suggested.content.decode()
        assert "nương" not in words(self.open("?q=thu+o+nuong"))
        assert self.client.get(self.file.url).status_code == 404

    def test_words_in_a_row_inside_a_file_are_not_put_right_to_those_of_a_title(self):
        indexed(LegalDocumentPageFactory(title="Sổ nương nao", number=""))
        context = self.client.get("/tim-kiem/", {"q": "o nuong nao"}).context
        assert (context["corrected"], [result.title for result in context["results"]]) == ("", ["Phiếu ghi chép"])

    def test_the_whole_sites_search_finds_it_with_its_status_and_the_place_in_the_file(self):
        page = soup(self.client.get("/tim-kiem/", {"q": "thu o nuong"}))
        assert page.select_one(".result__title").get_text(strip=True) == "Phiếu ghi chép"
        assert page.select_one(".result .force").get_text(strip=True) == vi("not yet in force")
        assert [mark.get_text() for mark in page.select(".result mark")] == ["thu", "ở", "nương"]
        tabs = self.client.get("/tim-kiem/", {"q": "26/2026"}).context["tabs"]
        assert [(tab.key, tab.count) for tab in tabs] == [("", 1), ("tra-cuu", 1)]

    def test_bad_addresses_are_answered(self):
        for query in (
            "?page=zzz", "?page=999", "?page=%00", "?q=%00", "?q=%22%27%28", "?kind=zzz&field=1&issuer=%00&year=20x&status=9",
            "?sort=zzz", "?q=" + "x" * 10_240, "?year=" + "9" * 500, "?status=con&status=con&status=het",
        ):  # fmt: skip
            with self.subTest(query[:40]):
                self.open(query)


@time_machine.travel(DAY, tick=False)
class FacetTests(LibraryTestCase):
    def test_each_facet_counts_under_all_the_others(self):
        response = self.open()
        assert counts(response, "kind") == {"luat": 2, "nghi_dinh": 1, "quyet_dinh": 2, "bieu_mau": 1}
        assert counts(response, "status") == {"chua": 1, "con": 3, "thay-the": 2}
        assert counts(response, "year") == {"2026": 2, "2024": 1, "2023": 2, "2012": 1}
        assert counts(response, "issuer")["quoc-hoi"] == 2
        narrowed = self.open("?kind=luat")
        assert counts(narrowed, "kind") == {"luat": 2, "nghi_dinh": 1, "quyet_dinh": 2, "bieu_mau": 1}
        assert counts(narrowed, "status") == {"con": 1, "thay-the": 1}

    def test_facets_narrow_and_values_add_up(self):
        assert titles(self.open("?kind=luat&kind=nghi_dinh&status=con")) == [self.decree.title, self.law.title]
        assert titles(self.open("?field=ocop&year=2023")) == [self.former.title]
        chips = [
            chip.get_text(" ", strip=True) for chip in soup(self.open("?field=ocop&year=2023")).select(".chip--chosen")
        ]
        assert len(chips) == 2
        assert chips[1].startswith("2023")

    def test_newest_first_oldest_first_by_name(self):
        newest = [self.form, self.decision, self.decree, self.law, self.former, self.old_law]
        assert titles(self.open()) == [page.title for page in newest]
        assert titles(self.open("?sort=old")) == [page.title for page in reversed(newest)]
        assert titles(self.open("?sort=name"))[0] == self.law.title

    def test_what_helps_when_nothing_is_left(self):
        response = self.open("?kind=bieu_mau&year=2012")
        ways = [(way.label, way.count) for way in response.context["ways_out"]]
        assert ways == [("Biểu mẫu", 1), ("2012", 1)]
        assert vi(
            "Try the number alone, such as “26/2026”, or a shorter word. Typing without marks finds it too."
        ) in words(self.open("?q=khongcogica"))

    def test_20_a_page(self):
        for _number in range(20):
            LegalDocumentPageFactory(signed_on=datetime.date(2001, 1, 1))
        assert len(titles(self.open())) == 20
        assert len(titles(self.open("?page=2"))) == 6
        assert len(titles(self.open("?page=999"))) == 6

    def test_as_many_queries_for_many_documents_as_for_few(self):
        for address in ("/tra-cuu/", "/tra-cuu/?q=quyet+dinh&status=con"):
            with self.subTest(address):
                few = query_count(self.client, address)
                made = [LegalDocumentPageFactory(file=SiteDocumentFactory(), replaces=[self.former]) for _n in range(8)]
                indexed(*made)
                assert query_count(self.client, address) == few
                assert few <= 15


@time_machine.travel(DAY, tick=False)
class IntroductionTests(LibraryTestCase):
    def test_it_stands_between_the_title_and_the_search_until_somebody_asks(self):
        LibraryPage.objects.update(introduction="Luật, quyết định và biểu mẫu.")
        page = soup(self.client.get("/tra-cuu/"))
        assert [part.name for part in page.select(".listing h1, .listing .lead, .listing form[role=search]")] == [
            "h1", "p", "form",
        ]  # fmt: skip
        assert soup(self.client.get("/tra-cuu/?q=luat")).select(".listing .lead") == []


class DocumentPageTests(LibraryTestCase, WagtailPageTestCase):
    """One document's page."""

    def test_where_it_stands(self):
        self.assertAllowedParentPageTypes(LibraryPage, {HomePage})
        self.assertAllowedSubpageTypes(LibraryPage, {LegalDocumentPage})
        self.assertAllowedParentPageTypes(LegalDocumentPage, {LibraryPage})
        self.assertAllowedSubpageTypes(LegalDocumentPage, set())

    def test_both_pages_show_that_one_replaces_the_other(self):
        newer, older = (self.client.get(page.url) for page in (self.decision, self.former))
        assert vi("Replaces") in words(newer)
        assert [a["href"] for a in soup(newer).select(".papers--related a")] == [self.former.url]
        assert [a["href"] for a in soup(older).select(".papers--related a")] == [self.decision.url]
        assert vi("Do not rely on this text any more. It was replaced by:") in words(older)
        assert soup(older).select_one(".paper-page__force").get_text(strip=True) == vi("replaced")

    def test_an_unpublished_newer_document_replaces_nothing_yet(self):
        LegalDocumentPage.objects.filter(pk=self.law.pk).update(live=False)
        older = self.client.get(self.old_law.url)
        assert soup(older).select_one(".paper-page__force").get_text(strip=True) == vi("in force")
        assert soup(older).select(".papers--related") == []

    def test_a_newer_document_that_may_not_hold_yet_replaces_nothing_yet(self):
        for unknown in ({"in_force_on": None}, {"in_force_on": timezone.localdate() + datetime.timedelta(days=1)}):
            LegalDocumentPage.objects.filter(pk=self.law.pk).update(known_in_force=False, **unknown)
            older = self.client.get(self.old_law.url)
            assert soup(older).select_one(".paper-page__force").get_text(strip=True) == vi("in force")
            assert vi("Do not rely on this text any more. It was replaced by:") not in words(older)
            assert [row.status for row in rows(timezone.localdate()) if row.pk == self.old_law.pk] == ["con"]
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        for known in ({"known_in_force": True}, {"known_in_force": False, "lapses_on": yesterday}):
            LegalDocumentPage.objects.filter(pk=self.law.pk).update(in_force_on=None, **known)
            older = self.client.get(self.old_law.url)
            assert soup(older).select_one(".paper-page__force").get_text(strip=True) == vi("replaced")
            assert vi("Do not rely on this text any more. It was replaced by:") in words(older)

    def test_a_year_without_a_day_is_written_as_a_year(self):
        page = LegalDocumentPageFactory(number="1489/QĐ-TTg", year=2025)
        assert f"{vi('Year of issue')} 2025" in words(self.client.get(page.url))
        assert vi("issued in %(year)s", year=2025) in words(self.open())

    def test_it_is_previewed_as_it_is_being_written(self):
        self.client.force_login(administrator())
        self.assertPageIsPreviewable(self.decision)
        self.assertPageIsPreviewable(self.form)

    def test_the_file_is_a_download_and_the_source_is_only_a_link(self):
        self.form.source_url = "https://vanban.example.vn/van-ban/1"
        self.form.save()
        page = soup(self.client.get(self.form.url))
        assert page.select_one(".paper-page__file .button")["href"] == self.file.url
        assert page.select_one('a[rel~="external"]')["href"] == "https://vanban.example.vn/van-ban/1"
        response = self.client.get(self.file.url)
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_search_engines_are_told_what_it_is_and_whether_it_holds(self):
        law = structured_data(self.client.get(self.law.url))["Legislation"]
        assert law["legislationIdentifier"] == "17/2023/QH15"
        assert law["legislationLegalForce"] == "https://schema.org/InForce"
        assert law["temporalCoverage"] == "2024-07-01/.."
        assert [item["name"] for item in law["legislationRepeals"]] == [self.old_law.title]
        former = structured_data(self.client.get(self.former.url))["Legislation"]
        assert former["legislationLegalForce"] == "https://schema.org/NotInForce"
        assert structured_data(self.client.get(self.form.url))["DigitalDocument"]["name"] == "Phiếu ghi chép"

    def test_the_english_interface_keeps_the_title_vietnamese(self):
        page = soup(self.client.get("/en" + self.law.url))
        assert page.select_one("h1")["lang"] == "vi"
        assert page.select_one(".paper-page__force").get_text(strip=True) == "in force"

    def test_it_is_in_the_sitemap(self):
        assert self.law.full_url.encode() in self.client.get("/sitemap.xml").content

    def test_as_many_queries_however_many_it_replaces(self):
        few = query_count(self.client, self.decision.url)
        for _number in range(10):
            DocumentRelation.objects.create(page=self.decision, kind="thay_the", target=LegalDocumentPageFactory())
        assert query_count(self.client, self.decision.url) == few
        assert few <= 15

    def test_days_in_the_wrong_order_are_refused(self):
        page = LegalDocumentPage(in_force_on=DAY, lapses_on=DAY, number="1/2026/QĐ-UBND", title="x")
        with self.assertRaises(ValidationError) as caught:
            page.clean()
        assert list(caught.exception.message_dict) == ["lapses_on"]

    def test_the_year_comes_from_the_day_else_the_number_else_from_whoever_knows(self):
        for values, year in (
            ({"signed_on": DAY, "number": "1/2020/QĐ-TTg", "year": 1999}, 2026),
            ({"number": "1/2020/QĐ-TTg", "year": 1999}, 2020),
            ({"number": "1489/QĐ-TTg", "year": 2025}, 2025),
        ):
            page = LegalDocumentPage(title="x", **values)
            page.clean()
            assert page.year == year


class KeepingTests(TestCase):
    """The library in the admin."""

    @classmethod
    def setUpTestData(cls):
        cls.library = LibraryPageFactory()
        prepare_groups(site_tree().home)
        cls.officer = UserFactory()
        cls.officer.groups.add(Group.objects.get(name=OFFICERS))
        cls.older = LegalDocumentPageFactory(number="1/2020/QĐ-UBND", in_force_on=datetime.date(2020, 1, 1))
        cls.newer = LegalDocumentPageFactory(number="2/2024/QĐ-UBND", replaces=[cls.older], known_in_force=True)

    def relate(self, page, *targets, kind="thay_the", **changes):
        self.client.force_login(administrator())
        rows = [{"kind": kind, "target": target.pk} for target in targets]
        return edit_page(self.client, page, **nested_form_data({"relations": inline_formset(rows)}), **changes)

    def refused(self, response, sentence):
        """The form comes back with the sentence and what was typed, and nothing is stored."""
        assert response.status_code == 200
        page = soup(response)
        assert sentence in words(page)
        assert page.find(attrs={"name": "summary"}).get_text(strip=True) == "Điều vừa gõ"

    def test_a_document_cannot_replace_itself(self):
        response = self.relate(self.older, self.older, summary="Điều vừa gõ")
        self.refused(
            response, vi("A document cannot replace, amend or guide itself. Please choose the earlier document.")
        )
        assert not DocumentRelation.objects.filter(page=self.older).exists()

    def test_documents_cannot_replace_each_other_in_a_circle(self):
        newest = LegalDocumentPageFactory(number="3/2026/QĐ-UBND", replaces=[self.newer])
        response = self.relate(self.older, newest, summary="Điều vừa gõ")
        sentence = vi(
            "“%(title)s” already replaces this document, directly or over others. Only one of the two can be the newer.",
            title=newest.title,
        )
        self.refused(response, sentence)
        assert not DocumentRelation.objects.filter(page=self.older).exists()

    def test_issuers_written_before_are_suggested_each_once(self):
        LegalDocumentPageFactory(issuer="Bộ Nông nghiệp & Môi trường", live=False)
        LegalDocumentPageFactory(issuer=self.older.issuer)
        self.client.force_login(self.officer)
        form = reverse("wagtailadmin_pages:edit", args=[self.older.pk])
        few = query_count(self.client, form)
        page = soup(self.client.get(form))
        field = page.select_one("[name=issuer]")
        known = [option["value"] for option in page.select(f"datalist#{field['list']} option")]
        assert sorted(known) == sorted({"Bộ Nông nghiệp & Môi trường", self.older.issuer, self.newer.issuer})
        assert field["value"] == self.older.issuer
        for number in range(12):
            LegalDocumentPageFactory(issuer=f"Sở {number}")
        assert query_count(self.client, form) == few

    def test_the_same_document_twice_is_said(self):
        other = LegalDocumentPageFactory()
        response = self.relate(self.older, other, other, summary="Điều vừa gõ")
        self.refused(response, vi("This document stands here twice."))

    def test_a_source_that_is_no_https_page_is_refused(self):
        for address in ("http://vanban.example.vn/1", "javascript:alert(1)", "https://", "ftp://a.vn/x"):
            with self.subTest(address):
                self.client.force_login(self.officer)
                response = edit_page(self.client, self.older, source_url=address, summary="Điều vừa gõ")
                assert response.status_code == 200
                self.older.refresh_from_db()
                assert self.older.source_url == ""

    def test_officers_keep_the_library_and_nothing_else(self):
        self.client.force_login(self.officer)
        assert edit_page(self.client, self.older, summary="Nói cho dễ hiểu.").status_code == 302
        self.older.refresh_from_db()
        assert self.older.summary == "Nói cho dễ hiểu."
        listing = words(soup(self.client.get(reverse("library_documents:index"))))
        assert self.older.title in listing
        assert vi("replaced") in listing
        assert self.client.get(f"/quan-tri/pages/{site_tree().home.pk}/edit/").status_code in (302, 403)

    def test_the_right_reaches_a_site_that_is_older_than_the_library_and_stays_as_people_changed_it(self):
        officers = Group.objects.get(name=OFFICERS)
        rights = GroupPagePermission.objects.filter(group=officers)
        rights.delete()
        prepare_groups(site_tree().home)
        assert set(rights.values_list("page", flat=True)) == {self.library.pk}
        rights.exclude(permission__codename="change_page").delete()
        prepare_groups(site_tree().home)
        assert rights.count() == 1

    def test_the_admins_list_filters_by_what_holds_today(self):
        self.client.force_login(self.officer)
        listing = words(soup(self.client.get(reverse("library_documents:index"), {"force": "thay-the"})))
        assert self.older.title in listing
        assert self.newer.title not in listing

    def test_the_admins_list_is_searched_by_number(self):
        indexed(self.older, self.newer)
        self.client.force_login(self.officer)
        listing = words(soup(self.client.get(reverse("library_documents:index"), {"q": "2/2024"})))
        assert self.newer.title in listing
        assert self.older.title not in listing

    def test_members_find_it_closed(self):
        self.client.force_login(MemberFactory())
        for name in ("index", "choose_parent"):
            response = self.client.get(reverse(f"library_documents:{name}"))
            assert response.status_code in (302, 403)
            assert self.older.title not in response.content.decode()
        response = self.client.get(f"/quan-tri/pages/{self.older.pk}/edit/")
        assert response.status_code in (302, 403, 404)
        assert self.client.get(self.older.url).status_code == 200


def test_a_day_passes_and_the_status_with_it(db):
    page = LegalDocumentPageFactory(in_force_on=DAY)
    with time_machine.travel(DAY - datetime.timedelta(days=1), tick=False):
        assert page.status_on(timezone.localdate()) == "chua"
    with time_machine.travel(DAY, tick=False):
        assert page.status_on(timezone.localdate()) == "con"
