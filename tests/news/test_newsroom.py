"""Categories, authors, feeds, corrections, and articles with a time of their own."""

import datetime
from xml.etree import ElementTree

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.test.utils import WagtailPageTestCase

from home.foundation.groups import EDITORS
from news.models import ArticlePage, Author, Category, RelatedArticle
from tests.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    AuthorFactory,
    CategoryFactory,
    ImageFactory,
    UserFactory,
)
from tests.reading import administrator, query_count, soup, structured_data, vi, words

ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(response):
    """Return the root of an XML answer."""
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


class NewsTestCase(WagtailPageTestCase):
    """A news page, one category, one author."""

    @classmethod
    def setUpTestData(cls):
        cls.news = ArticleIndexPageFactory()
        cls.season = CategoryFactory(name="Mùa vụ", name_en="Seasons", slug="mua-vu")
        cls.author = AuthorFactory(name="Lò Thu Hà", slug="lo-thu-ha", role="Cộng tác viên")

    def titles(self, address):
        response = self.client.get(address)
        assert response.status_code == 200, address
        return [article.title for article in response.context["articles"]]


class CategoryTests(NewsTestCase):
    """One heading per article, each with a page."""

    def test_a_category_has_a_page_with_its_articles_alone(self):
        ArticlePageFactory(title="Vườn na", category=self.season)
        ArticlePageFactory(title="Giấy tờ")
        assert self.titles("/tin-tuc/chuyen-muc/mua-vu/") == ["Vườn na"]
        assert soup(self.client.get("/tin-tuc/chuyen-muc/mua-vu/")).h1.get_text() == "Mùa vụ"
        assert soup(self.client.get("/en/tin-tuc/chuyen-muc/mua-vu/")).h1.get_text() == "Seasons"

    def test_tabs_name_the_categories_that_have_something_to_read(self):
        CategoryFactory(name="Trống")
        ArticlePageFactory(category=self.season)
        tabs = soup(self.client.get("/tin-tuc/")).select(".news-tabs a")
        assert [(words(tab), tab["href"]) for tab in tabs] == [
            (vi("All"), "/tin-tuc/"),
            ("Mùa vụ", "/tin-tuc/chuyen-muc/mua-vu/"),
        ]

    def test_an_unknown_category_or_author_is_not_found(self):
        for path in ("chuyen-muc/khong-co/", "tac-gia/khong-co/", "chuyen-muc/khong-co/rss/", "abc/"):
            assert self.client.get(f"/tin-tuc/{path}").status_code == 404

    def test_deleting_a_category_keeps_its_articles(self):
        article = ArticlePageFactory(category=self.season)
        self.season.delete()
        article.refresh_from_db()
        assert article.category is None

    def test_two_of_one_name_have_two_addresses(self):
        first, second = (Category.objects.create(name="Chuyện đất Đỏ") for _number in range(2))
        assert (first.slug, second.slug) == ("chuyen-dat-do", "chuyen-dat-do-2")

    def test_the_archive_counts_by_month_and_narrows_the_list(self):
        for day in ((2026, 8, 3), (2026, 8, 9), (2026, 7, 1), (2021, 8, 30)):
            ArticlePageFactory(title="/".join(map(str, day)), date=datetime.date(*day))
        archive = self.client.get("/tin-tuc/").context["archive"]
        assert [(year.year, year.count, [(m.label, m.count) for m in year.months]) for year in archive] == [
            (2026, 3, [("8/2026", 2), ("7/2026", 1)]),
            (2021, 1, [("8/2021", 1)]),
        ]
        assert self.titles("/tin-tuc/?nam=2026&thang=8") == ["2026/8/9", "2026/8/3"]
        assert self.titles("/tin-tuc/?nam=2021") == ["2021/8/30"]
        for odd in ("nam=zzz", "nam=99999", "nam=0", "thang=8", "nam=2026&thang=13&x=%00", "nam=²"):
            assert self.client.get(f"/tin-tuc/?{odd}").status_code in (200, 400), odd
        assert len(self.titles("/tin-tuc/?nam=zzz")) == 4
        assert len(self.titles("/tin-tuc/?nam=2026&thang=13")) == 3

    def test_as_many_queries_for_many_articles_as_for_few(self):
        image = ImageFactory()
        self.author.picture = image
        self.author.save()
        pages = ("/tin-tuc/", "/tin-tuc/chuyen-muc/mua-vu/", "/tin-tuc/tac-gia/lo-thu-ha/")
        ArticlePageFactory(main_image=image, category=self.season, author=self.author)
        few = [query_count(self.client, page) for page in pages]
        for number in range(20):
            day = datetime.date(2026, 1 + number % 12, 1)
            ArticlePageFactory(main_image=image, category=self.season, author=self.author, date=day)
        assert [query_count(self.client, page) for page in pages] == few
        assert max(few) <= 15


@pytest.mark.once
class AuthorTests(NewsTestCase):
    """Who signs, and what they wrote."""

    def test_the_byline_leads_to_the_authors_page(self):
        article = ArticlePageFactory(title="Trước vụ dâu", author=self.author, byline="")
        link = soup(self.client.get(article.get_url())).select_one("a[rel=author]")
        assert (link.get_text(), link["href"]) == ("Lò Thu Hà", "/tin-tuc/tac-gia/lo-thu-ha/")
        assert self.titles(link["href"]) == ["Trước vụ dâu"]
        assert "Cộng tác viên" in words(self.client.get(link["href"]))

    def test_a_byline_in_other_words_stands_as_typed(self):
        article = ArticlePageFactory(author=self.author, byline="Lò Thu Hà, từ Cò Nòi")
        assert soup(self.client.get(article.get_url())).select_one("a[rel=author]").get_text() == "Lò Thu Hà, từ Cò Nòi"

    def test_the_account_that_wrote_it_is_named_nowhere(self):
        user = UserFactory(username="tai-khoan-mat", first_name="Tên", last_name="Thật Bí Mật")
        article = ArticlePageFactory(author=self.author, owner=user)
        for path in (article.get_url(), "/tin-tuc/rss/", "/tin-tuc/atom/", "/tin-tuc/tac-gia/lo-thu-ha/"):
            text = self.client.get(path).content.decode()
            assert "tai-khoan-mat" not in text
            assert "Bí Mật" not in text

    def test_json_ld_tells_a_person_from_a_desk(self):
        article = ArticlePageFactory(author=self.author, byline="", category=self.season)
        data = structured_data(self.client.get(article.get_url()))["NewsArticle"]
        assert data["author"] == {
            "@type": "Person",
            "name": "Lò Thu Hà",
            "url": "http://testserver/tin-tuc/tac-gia/lo-thu-ha/",
        }
        assert data["articleSection"] == "Mùa vụ"


@pytest.mark.once
class CorrectionTests(NewsTestCase):
    """What was wrong stands above the text."""

    def test_a_correction_is_read_first_and_told_to_search_engines(self):
        article = ArticlePageFactory(correction="Giá là 120.000 ₫.", corrected_on=datetime.date(2026, 8, 9))
        response = self.client.get(article.get_url())
        note = words(soup(response).select_one(".article__correction"))
        assert note == vi("Corrected on %(day)s:", day="9/8/2026") + " Giá là 120.000 ₫."
        data = structured_data(response)["NewsArticle"]
        assert data["correction"] == {
            "@type": "CorrectionComment",
            "text": "Giá là 120.000 ₫.",
            "datePublished": "2026-08-09",
        }
        assert data["dateModified"] >= "2026-08-09"

    def test_a_correction_is_not_older_than_the_article(self):
        article = ArticlePageFactory(date=datetime.date(2026, 8, 9))
        article.correction, article.corrected_on = "Giá sai.", datetime.date(2026, 8, 8)
        with pytest.raises(ValidationError) as caught:
            article.full_clean()
        assert caught.value.message_dict == {"corrected_on": ["Ngày đính chính không thể trước ngày của bài."]}
        article.corrected_on = datetime.date(2026, 8, 9)
        article.full_clean()

    def test_words_without_a_day_are_refused_and_the_other_way_round(self):
        for values in ({"correction": "Giá sai."}, {"corrected_on": datetime.date(2026, 8, 9)}):
            with pytest.raises(ValidationError) as caught:
                ArticlePage(title="a", slug="a", summary="b", **values).clean()
            assert caught.value.messages == [vi("A correction needs both its words and its day.")]


class RelatedTests(NewsTestCase):
    """What stands below an article."""

    def test_chosen_articles_come_first_and_hidden_ones_do_not_come(self):
        page, chosen, hidden = (ArticlePageFactory(title=title) for title in ("Bài", "Chọn", "Nháp"))
        ArticlePageFactory(title="Mới nhất", date=datetime.date(2026, 12, 1))
        hidden.unpublish()
        for article in (hidden, chosen):
            RelatedArticle.objects.create(page=page, article=article)
        response = self.client.get(page.get_url())
        assert [article.title for article in response.context["related"]] == ["Chọn", "Mới nhất"]


class TimeTests(NewsTestCase):
    """Published at its hour, gone after its last."""

    def test_a_scheduled_article_appears_by_the_timer_and_not_before(self):
        article = ArticlePageFactory(title="Sắp đăng", live=False)
        article.go_live_at = timezone.now() + datetime.timedelta(hours=1)
        article.save_revision().publish()
        assert self.titles("/tin-tuc/") == []
        assert self.client.get(article.get_url() or "/tin-tuc/" + article.slug + "/").status_code == 404
        call_command("publish_scheduled", verbosity=0)
        assert self.titles("/tin-tuc/") == []
        with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61)):
            call_command("publish_scheduled", verbosity=0)
            assert self.titles("/tin-tuc/") == ["Sắp đăng"]

    def expire(self, article):
        ArticlePage.objects.filter(pk=article.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))

    def test_an_expired_article_is_gone_from_everywhere_before_the_timer_runs(self):
        article = ArticlePageFactory(title="Hết hạn", category=self.season, author=self.author)
        url = article.get_url()
        self.expire(article)
        for page in ("/tin-tuc/", "/tin-tuc/chuyen-muc/mua-vu/", "/tin-tuc/tac-gia/lo-thu-ha/"):
            assert self.titles(page) == []
        for feed in ("rss", "atom"):
            assert "Hết hạn" not in self.client.get(f"/tin-tuc/{feed}/").content.decode()
        response = self.client.get(url)
        assert response.status_code == 410
        assert vi("This article is no longer published") in words(response)
        assert "Nương na" not in response.content.decode()

    def test_the_timer_takes_it_away_and_the_address_still_says_so(self):
        article = ArticlePageFactory(title="Hết hạn")
        url = article.get_url()
        self.expire(article)
        call_command("publish_scheduled", verbosity=0)
        article.refresh_from_db()
        assert (article.live, article.expired) == (False, True)
        assert self.client.get(url).status_code == 410
        assert url not in self.client.get("/sitemap.xml").content.decode()


class FeedTests(NewsTestCase):
    """RSS and Atom, for all and for each category."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.article = ArticlePageFactory(
            title="Trước vụ dâu: người trồng & người mua",
            slug="vu-dau",
            category=cls.season,
            author=cls.author,
            byline="",
            main_image=ImageFactory(),
        )
        ArticlePageFactory(title="Giấy tờ", date=datetime.date(2020, 1, 1))

    def test_rss_has_whole_addresses_vietnamese_and_a_picture(self):
        channel = parsed(self.client.get("/tin-tuc/rss/")).find("channel")
        assert channel.findtext("link") == "http://testserver/tin-tuc/"
        assert channel.findtext("language") == "vi"
        items = channel.findall("item")
        assert [item.findtext("title") for item in items] == ["Trước vụ dâu: người trồng & người mua", "Giấy tờ"]
        assert items[0].findtext("link") == "http://testserver/tin-tuc/vu-dau/"
        assert items[0].findtext("category") == "Mùa vụ"
        assert items[0].findtext("pubDate") == "Mon, 03 Aug 2026 00:00:00 +0700"
        enclosure = items[0].find("enclosure")
        assert enclosure.get("url").startswith("http://testserver/media/images/")
        assert enclosure.get("type") == "image/jpeg"
        assert int(enclosure.get("length")) > 100
        assert items[1].find("enclosure") is None

    def test_atom_has_what_its_standard_demands(self):
        feed = parsed(self.client.get("/tin-tuc/atom/"))
        assert feed.tag == f"{ATOM}feed"
        entry = feed.find(f"{ATOM}entry")
        for name in ("id", "title", "updated"):
            assert feed.findtext(f"{ATOM}{name}")
            assert entry.findtext(f"{ATOM}{name}")
        assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{self.article.translation_key}"
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Lò Thu Hà"
        assert entry.findtext(f"{ATOM}published") == "2026-08-03T00:00:00+07:00"
        relations = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert relations["self"] == "http://testserver/tin-tuc/atom/"

    def test_a_categorys_feed_has_its_articles_alone(self):
        channel = parsed(self.client.get("/tin-tuc/chuyen-muc/mua-vu/rss/")).find("channel")
        assert channel.findtext("link") == "http://testserver/tin-tuc/chuyen-muc/mua-vu/"
        assert len(channel.findall("item")) == 1

    def test_pages_tell_feed_readers_where_the_feeds_are(self):
        links = soup(self.client.get(self.article.get_url())).select("link[rel=alternate][type]")
        assert [(link["type"], link["href"]) for link in links] == [
            ("application/rss+xml", "http://testserver/tin-tuc/rss/"),
            ("application/atom+xml", "http://testserver/tin-tuc/atom/"),
            ("application/rss+xml", "http://testserver/tin-tuc/chuyen-muc/mua-vu/rss/"),
            ("application/atom+xml", "http://testserver/tin-tuc/chuyen-muc/mua-vu/atom/"),
        ]

    def test_as_many_queries_for_many_entries_as_for_few(self):
        few = query_count(self.client, "/tin-tuc/rss/")
        for _number in range(15):
            ArticlePageFactory(category=self.season, author=self.author, main_image=self.article.main_image)
        assert query_count(self.client, "/tin-tuc/rss/") == few


class DeskTests(NewsTestCase):
    """What editors see, and who may."""

    def test_the_list_of_articles_is_narrowed_by_category_and_author(self):
        ArticlePageFactory(title="Vườn na", category=self.season, author=self.author, main_image=ImageFactory())
        ArticlePageFactory(title="Bài không mục")
        self.client.force_login(administrator())
        text = self.client.get(
            f"/quan-tri/articles/?category={self.season.pk}&author={self.author.pk}"
        ).content.decode()
        assert "Vườn na" in text
        assert "Bài không mục" not in text

    def test_an_older_sites_editors_get_the_rights_once(self):
        call_command("prepare_site", verbosity=0)
        editor, group = UserFactory(), Group.objects.get(name=EDITORS)
        editor.groups.add(group)
        assert editor.has_perm("news.add_category")
        assert editor.has_perm("news.change_author")
        group.permissions.remove(*group.permissions.filter(codename="delete_author"))
        call_command("prepare_site", verbosity=0)
        assert not group.permissions.filter(codename="delete_author").exists()

    def test_an_author_is_made_in_the_admin_with_an_address_of_its_own(self):
        self.client.force_login(administrator())
        values = {"name": "Đỗ Văn Đức", "role": "", "slug": "", "picture": "", "biography": ""}
        assert self.client.post("/quan-tri/news_authors/new/", values).status_code == 302
        assert Author.objects.get(name="Đỗ Văn Đức").slug == "do-van-duc"
