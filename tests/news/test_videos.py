"""Videos as visitors watch them and as editors bring them in."""

import datetime
import shutil
import tempfile
import warnings

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings
from wagtail.models import PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.models import HomePage
from news.models import VideoFile, VideoIndexPage, VideoPage, VideoProducer, VideoProduct
from products import catalogue
from tests.factories import (
    ArticlePageFactory,
    ImageFactory,
    ProducerPageFactory,
    ProductPageFactory,
    VideoFileFactory,
    VideoIndexPageFactory,
    VideoPageFactory,
    film_bytes,
)
from tests.reading import administrator, indexed, query_count, soup, structured_data, typed, vi, words

FRAMES = "frame-src https://www.youtube-nocookie.com"
VTT = "WEBVTT\n\n00:00:00.500 --> 00:00:01.500\nQuả chín đỏ\n"
EMPTY_SETS = nested_form_data({"shown_producers": inline_formset([]), "shown_products": inline_formset([])})


class KeptFilesMixin:
    """Files of a test go to a folder of its own."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.media = override_settings(MEDIA_ROOT=cls.folder)
        cls.media.enable()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.addClassCleanup(cls.media.disable)
        super().setUpClass()


class VideoIndexPageTests(KeptFilesMixin, WagtailPageTestCase):
    """The videos' page."""

    @classmethod
    def setUpTestData(cls):
        cls.page = VideoIndexPageFactory()

    def titles(self, address="/video/"):
        return [video.title for video in self.client.get(address).context["videos"]]

    def test_it_stands_below_the_front_page_and_holds_videos(self):
        self.assertAllowedParentPageTypes(VideoIndexPage, {HomePage})
        self.assertAllowedSubpageTypes(VideoIndexPage, {VideoPage})
        assert vi("No videos yet.") in words(self.client.get("/video/"))

    def test_the_newest_day_comes_first_and_drafts_stay_away(self):
        for title, day in (("Cũ", 1), ("Mới", 9)):
            VideoPageFactory(title=title, date=datetime.date(2026, 8, day))
        VideoPageFactory(title="Bản nháp", live=False)
        assert self.titles() == ["Mới", "Cũ"]

    def test_a_tag_narrows_the_list_and_nonsense_is_ignored(self):
        tagged = VideoPageFactory(title="Nông thôn mới")
        VideoPageFactory(title="Khác", date=datetime.date(2020, 1, 1))
        tagged.tags.add("nong-thon-moi")
        tagged.save()
        assert self.titles("/video/?tag=nong-thon-moi") == ["Nông thôn mới"]
        for query in ("?tag=khong-co", "?page=zzz", "?page=99999", "?tag=%00", f"?tag={'x' * 10_240}"):
            assert self.titles(f"/video/{query}") == ["Nông thôn mới", "Khác"]

    def test_a_card_shows_how_long_it_runs_and_where_it_plays(self):
        VideoPageFactory(film=VideoFileFactory())
        card = soup(self.client.get("/video/")).select_one(".video-card")
        assert words(card.select_one(".video-card__time")) == f"{vi('Duration')} 1:35"
        assert "YouTube" not in words(card)

    def test_as_many_queries_for_many_videos_as_for_few(self):
        image = ImageFactory()
        VideoPageFactory(main_image=image)
        few = query_count(self.client, "/video/")
        for _number in range(20):
            VideoPageFactory(main_image=image)
        assert query_count(self.client, "/video/") == few
        assert few <= 15


class VideoPageTests(KeptFilesMixin, TestCase):
    """One video's page."""

    def test_a_film_of_ours_plays_in_the_browsers_own_player_with_its_captions(self):
        film = VideoFileFactory(captions=VTT)
        response = self.client.get(VideoPageFactory(film=film, main_image=ImageFactory()).get_url())
        player = soup(response).select_one("video")
        assert player["preload"] == "none"
        assert player["poster"].startswith("/media/images/")
        assert player.source["src"] == f"/phim/{film.token}.mp4"
        assert (player.track["src"], player.track["srclang"]) == (f"/phim/{film.token}.vtt", "vi")
        assert "frame-src" not in response["Content-Security-Policy"]

    def test_youtube_stands_behind_a_poster_of_ours_and_a_plain_link(self):
        response = self.client.get(VideoPageFactory(main_image=ImageFactory()).get_url())
        page = soup(response)
        poster = page.select_one("a[data-player]")
        assert page.select_one(".player__poster img")["alt"] != ""
        assert poster["href"] == "https://www.youtube.com/watch?v=ocop-maison&t=90s"
        assert poster["data-player"].startswith("https://www.youtube-nocookie.com/embed/ocop-maison?")
        assert vi("Play (loads from YouTube)") in words(poster)
        assert vi("This link opens YouTube and leaves this site.") in words(page.select_one(".player__note"))
        assert page.select("iframe, video, link[href*=youtube], script[src*=youtube], img[src*=ytimg]") == []

    def test_only_a_page_that_needs_it_may_frame_youtube(self):
        outside = VideoPageFactory(main_image=ImageFactory())
        assert FRAMES in self.client.get(outside.get_url())["Content-Security-Policy"]
        assert "youtube" not in self.client.get("/video/")["Content-Security-Policy"]
        article = ArticlePageFactory(body=[("video", {"video": outside})])
        assert FRAMES in self.client.get(article.get_url())["Content-Security-Policy"]

    def test_a_video_in_an_article_is_gone_while_it_is_a_draft(self):
        video = VideoPageFactory(title="Hái na", main_image=ImageFactory())
        article = ArticlePageFactory(body=[("video", {"video": video})])
        assert "Hái na" in words(soup(self.client.get(article.get_url())).select_one(".video-block"))
        video.unpublish()
        response = self.client.get(article.get_url())
        assert soup(response).select(".video-block, .player") == []
        assert "youtube" not in response["Content-Security-Policy"]

    def test_search_engines_are_told_what_plays_and_how_long(self):
        film = VideoFileFactory()
        told = structured_data(self.client.get(VideoPageFactory(film=film, transcript="Quả chín.").get_url()))
        video = told["VideoObject"]
        assert (video["duration"], video["uploadDate"]) == ("PT1M35S", "2026-11-02")
        assert video["contentUrl"].endswith(f"/phim/{film.token}.mp4")
        assert (video["transcript"], "embedUrl" in video) == ("Quả chín.", False)
        assert told["BreadcrumbList"]["itemListElement"][0]["name"] == "Video"
        video = structured_data(self.client.get(VideoPageFactory(length="4:35").get_url()))["VideoObject"]
        assert video["embedUrl"] == "https://www.youtube-nocookie.com/embed/ocop-maison"
        assert (video["duration"], "contentUrl" in video) == ("PT4M35S", False)

    def test_videos_that_share_a_tag_stand_first_among_the_next(self):
        page, other, near = VideoPageFactory(), VideoPageFactory(), VideoPageFactory(date=datetime.date(2020, 1, 1))
        for video in (page, near):
            video.tags.add("ca-phe")
            video.save()
        assert self.client.get(page.get_url()).context["related"] == [near, other]

    @pytest.mark.once
    def test_as_many_queries_whatever_it_shows(self):
        image = ImageFactory()
        page = VideoPageFactory(film=VideoFileFactory(captions=VTT), main_image=image)
        page.tags.add("ca-phe")
        page.save()

        def show(number):
            producer = ProducerPageFactory(main_image=image)
            product = ProductPageFactory(parent=producer, main_image=image)
            VideoProducer.objects.create(page=page, producer=producer, sort_order=number)
            VideoProduct.objects.create(page=page, product=product, sort_order=number)
            VideoPageFactory(main_image=image)

        show(0)
        catalogue.refresh_all()
        few = query_count(self.client, page.get_url())
        for number in range(1, 8):
            show(number)
        catalogue.refresh_all()
        assert query_count(self.client, page.get_url()) == few
        assert few <= 15

    def test_the_words_of_its_transcript_find_it(self):
        page = VideoPageFactory(title="Một buổi sáng", transcript="Đảo cà phê thóc trên giàn mỗi giờ.")
        indexed(page)
        response = self.client.get("/tim-kiem/", {"q": "ca phe thoc", "loai": "video"})
        assert [result.title for result in response.context["results"]] == ["Một buổi sáng"]
        assert response.context["results"][0].kind == vi("Video")

    def test_english_pages_say_what_stays_vietnamese(self):
        page = soup(self.client.get("/en" + VideoPageFactory(main_image=ImageFactory()).get_url()))
        assert page.select_one("article.video")["lang"] == "vi"
        assert page.select_one(".player__play")["lang"] == "en"
        assert words(page.select_one(".player__play")) == "Play (loads from YouTube)"


@pytest.mark.once
class ServingTests(KeptFilesMixin, TestCase):
    """Films are handed out while a published page plays them, in the pieces that browsers ask for."""

    @classmethod
    def setUpTestData(cls):
        cls.film = VideoFileFactory(captions=VTT)
        cls.page = VideoPageFactory(film=cls.film)

    def get(self, **headers):
        response = self.client.get(self.film.url, headers=headers)
        return (
            response.status_code,
            b"".join(response.streaming_content) if response.streaming else response.content,
            response,
        )

    def test_the_whole_film_comes_with_its_type(self):
        status, content, response = self.get(accept_encoding="gzip")
        assert (status, content) == (200, b"0123456789")
        assert (response["Content-Type"], response["Content-Length"]) == ("video/mp4", "10")
        assert (response["Accept-Ranges"], response["X-Content-Type-Options"]) == ("bytes", "nosniff")

    def test_pieces_come_as_asked(self):
        expected = {
            "bytes=0-3": (206, b"0123", "bytes 0-3/10"),
            "bytes=4-": (206, b"456789", "bytes 4-9/10"),
            "bytes=-2": (206, b"89", "bytes 8-9/10"),
            "bytes=8-900": (206, b"89", "bytes 8-9/10"),
            "bytes=10-": (416, b"", "bytes */10"),
            "bytes=5-2": (416, b"", "bytes */10"),
            "bytes=-0": (416, b"", "bytes */10"),
            "bytes=0-1,4-5": (200, b"0123456789", None),
            "lines=1-2": (200, b"0123456789", None),
            "bytes=-": (200, b"0123456789", None),
        }
        found = {}
        for header in expected:
            status, content, response = self.get(range=header)
            found[header] = (status, content, response.get("Content-Range"))
        assert found == expected

    def test_a_question_for_the_head_reads_nothing(self):
        response = self.client.head(self.film.url)
        assert (response.status_code, response["Content-Length"]) == (200, "10")

    def test_captions_come_as_text(self):
        response = self.client.get(self.film.captions_url)
        assert (response["Content-Type"], response.content.decode()) == ("text/vtt; charset=utf-8", VTT)

    def test_films_of_drafts_and_private_pages_are_not_there_but_for_editors(self):
        self.page.unpublish()
        addresses = (self.film.url, self.film.captions_url, f"/phim/{self.film.token}.webm", "/phim/abc.mp4")
        assert [self.client.get(address).status_code for address in addresses] == [404] * 4
        self.page.save_revision().publish()
        PageViewRestriction.objects.create(page=self.page, restriction_type=PageViewRestriction.LOGIN)
        assert self.client.get(self.film.url).status_code == 404
        self.client.force_login(administrator())
        assert self.client.get(self.film.url).status_code == 200

    def test_the_folder_of_films_is_no_public_address(self):
        assert self.client.get(f"/media/{self.film.file.name}").status_code == 404

    @override_settings(OCOP_FILM_ACCEL="/_phim/")
    def test_the_proxy_may_hand_the_film_out(self):
        status, content, response = self.get()
        assert (status, content) == (200, b"")
        assert response["X-Accel-Redirect"] == f"/_phim/films/{self.film.token}.mp4"


@pytest.mark.once
class EditorTests(KeptFilesMixin, TestCase):
    """Editors upload films and write videos' pages."""

    @classmethod
    def setUpTestData(cls):
        cls.index = VideoIndexPageFactory()
        cls.user = administrator()

    def setUp(self):
        self.client.force_login(self.user)

    def upload(self, content, **values):
        data = {"title": "Hái cà phê", "poster_alt": "Gùi cà phê chín đỏ", "captions": "", **values}
        return self.client.post(
            "/quan-tri/video_files/new/", {**data, "file": SimpleUploadedFile("phim.mp4", content)}, follow=False
        )

    def test_an_uploaded_film_is_measured_renamed_and_pictured(self):
        captions = SimpleUploadedFile("phim.vtt", VTT.encode())
        assert self.upload(film_bytes(2), captions_file=captions).status_code == 302
        film = VideoFile.objects.get()
        assert (film.kind, round(film.duration, 1), film.width, film.captions) == ("mp4", 2, 64, VTT)
        assert film.file.name == f"films/{film.token}.mp4"
        assert film.size == film.file.size
        assert (film.poster.description, film.poster.collection.name) == ("Gùi cà phê chín đỏ", "Ảnh từ video")

    def test_what_is_no_film_is_refused_in_words_and_nothing_is_kept(self):
        response = self.upload(b"<!doctype html><script>alert(1)</script>")
        assert response.status_code == 200
        message = vi("This file is not an MP4 or WebM film, whatever its name says. Please export it as MP4 (H.264).")
        assert message in words(response)
        assert VideoFile.objects.count() == 0

    @override_settings(
        OCOP_VIDEO_MAX_UPLOAD_SIZE=1024**2, LARGE_UPLOADS={"video_files:add": 1024**2}, WAGTAILDOCS_MAX_UPLOAD_SIZE=1
    )
    def test_a_film_beyond_the_limit_is_refused_with_both_sizes(self):
        response = self.upload(b"\x00\x00\x00\x18ftypisom" + b"\x00" * 3 * 1024**2)
        message = vi(
            "This film has %(size)s MB; at most %(limit)s MB are taken. Please export it smaller, or put it on YouTube.",
            size=3,
            limit=1,
        )
        assert message in words(response)
        assert 'value="Hái cà phê"' in response.content.decode()

    def test_captions_are_corrected_and_scripts_in_them_refused(self):
        film = VideoFileFactory(poster=ImageFactory())
        address = f"/quan-tri/video_files/edit/{film.pk}/"
        values = {"title": "Hái", "poster_alt": "Gùi", "poster_second": ""}
        response = self.client.post(address, {**values, "captions": VTT.replace("Quả", "<script>Quả")})
        assert vi(
            "Line %(line)s of the captions holds more than text. Please take out everything in < >.", line=4
        ) in words(response)
        assert self.client.post(address, {**values, "captions": VTT}).status_code == 302
        film.refresh_from_db()
        assert (film.captions, film.poster.description) == (VTT, "Gùi")

    def write(self, action="action-publish", **values):
        data = {
            "title": "Hái cà phê",
            "slug": "hai-ca-phe",
            "date": "2026-11-02",
            "summary": "Từ cành xuống gùi.",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            **EMPTY_SETS,
        }
        address = f"/quan-tri/pages/add/news/videopage/{self.index.pk}/"
        return self.client.post(address, {**data, **values, action: action})

    def test_a_page_takes_length_and_poster_from_its_film(self):
        film = VideoFileFactory(poster=ImageFactory())
        assert self.write(film=film.pk).status_code == 302
        page = VideoPage.objects.get()
        assert (page.length, page.main_image) == ("1:35", film.poster)
        assert self.client.get("/video/hai-ca-phe/").status_code == 200

    def test_a_wrong_address_is_answered_at_its_field_and_stays_there(self):
        response = self.write(youtube="https://www.youtube.com/playlist?list=PL123")
        page = soup(response)
        assert typed(page, "youtube") == "https://www.youtube.com/playlist?list=PL123"
        assert vi("This address leads to a playlist. Please open one video of it and copy its address.") in words(
            response
        )

    def test_a_page_needs_one_source_and_youtube_a_poster_of_ours(self):
        image = ImageFactory()
        address = "https://youtu.be/ocop-maison"
        assert vi("Please choose a film, or write an address at YouTube.") in words(self.write(main_image=image.pk))
        assert vi("A video at YouTube needs a poster picture of yours. Please choose one.") in words(
            self.write(youtube=address)
        )
        both = self.write(youtube=address, film=VideoFileFactory().pk, main_image=image.pk)
        assert vi("Either a film or an address: please take out one of them.") in words(both)
        assert VideoPage.objects.count() == 0
        assert self.write("action-save-draft").status_code == 302
        assert VideoPage.objects.get().live is False

    def test_the_list_shows_duration_and_narrows_by_source(self):
        VideoPageFactory(title="Ở đây", film=VideoFileFactory(), main_image=ImageFactory())
        VideoPageFactory(title="Ở YouTube")
        assert "1:35" in words(self.client.get("/quan-tri/videos/"))
        response = self.client.get("/quan-tri/videos/?source=youtube")
        assert [page.title for page in response.context["object_list"]] == ["Ở YouTube"]

    def test_a_film_is_found_by_the_beginning_of_a_word_with_or_without_its_marks(self):
        films = [VideoFileFactory(title=title) for title in ("Gieo hạt trên đồi", "Hái cà phê")]
        indexed(*films)
        for typed_in, titles in {
            "gieo": ["Gieo hạt trên đồi"],
            "gie": ["Gieo hạt trên đồi"],
            "gieo ha": ["Gieo hạt trên đồi"],
            "HẠT": ["Gieo hạt trên đồi"],
            "doi": ["Gieo hạt trên đồi"],
            "ca ph": ["Hái cà phê"],
            "gạo": [],
        }.items():
            with self.subTest(typed_in), warnings.catch_warnings():
                warnings.simplefilter("error", RuntimeWarning)
                found = self.client.get("/quan-tri/video_file_chooser/results/", {"q": typed_in})
                assert [film.title for film in found.context["results"]] == titles

    def test_a_film_that_a_page_plays_is_not_deleted(self):
        film = VideoFileFactory()
        VideoPageFactory(film=film)
        self.client.post(f"/quan-tri/video_files/delete/{film.pk}/")
        assert VideoFile.objects.filter(pk=film.pk).exists()
