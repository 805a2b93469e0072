"""The printed leaflet: what it says, when it is made again, and that it never tells a draft."""

import datetime
import io
from unittest import mock

import pytest
import time_machine
from django.core.cache import cache
from django.test import TestCase
from pypdf import PdfReader
from wagtail.blocks import StreamValue
from wagtail.models import PageViewRestriction

from news.models import StoryPage
from news.stories.leaflet import brief
from ocop.core import pdf
from products import catalogue
from tests.factories import ImageFactory, ProducerPageFactory, ProductPageFactory, StoryPageFactory
from tests.factories.stories import picture, stage
from tests.reading import administrator, vi, words

pytestmark = pytest.mark.once

NOON = datetime.datetime(2026, 8, 30, 5, tzinfo=datetime.UTC)
ADDRESS = "/chuoi-gia-tri/ca-phe-muong-chanh/"
needs_engine = pytest.mark.skipif(pdf.engine() is None, reason="Pango is missing: scripts/system-packages pango")


def read(response):
    """Returns the pages of an answered PDF and their text on one line each."""
    assert response["Content-Type"] == "application/pdf", response.content[:300]
    reader = PdfReader(io.BytesIO(response.getvalue()))
    return reader, [" ".join(page.extract_text().split()) for page in reader.pages]


class LeafletTestCase(TestCase):
    """A story of two stages, with a picture, a producer and a product of four stars."""

    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(NOON):
            maker = ProducerPageFactory(title="HTX Sương Mường", phone="0212000100", village="Bản Nong Sương")
            product = ProductPageFactory(title="Cà phê rang mộc", parent=maker, stars=4)
            catalogue.refresh_all()
            cls.maker = maker
            first = stage(kind="trong", pictures=[picture(ImageFactory())], producers=[maker.pk])
            cls.story = StoryPageFactory(
                title="Cà phê Mường Chanh", slug="ca-phe-muong-chanh", main_image=ImageFactory(),
                stages=[first, stage(products=[product.pk], text="<p>Chở lên huyện lỵ cũ. Đường dốc.</p>")],
            )  # fmt: skip
            cls.story.save_revision().publish()

    def setUp(self):
        cache.clear()
        clock = time_machine.travel(NOON)
        clock.start()
        self.addCleanup(clock.stop)

    def get(self, paper="a5", **headers):
        return self.client.get(f"{ADDRESS}to-gap-{paper}/", **headers)


@needs_engine
class PaperTests(LeafletTestCase):
    """What is on paper."""

    def test_a5_is_two_pages_and_a4_two_sides_of_a_sheet(self):
        for paper, size in (("a5", (420, 595)), ("a4", (842, 595))):
            reader, _texts = read(self.get(paper))
            assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages] == [size, size]

    def test_it_says_title_stages_producers_with_phone_products_and_where_it_comes_from(self):
        for paper in ("a5", "a4"):
            text = " ".join(read(self.get(paper))[1])
            for part in (
                "OCOP Mai Sơn", "Cà phê Mường Chanh", "Trồng", "Thu hái", "tháng 10–12", "HTX Sương Mường",
                "Điện thoại 0212 000 100", "Cà phê rang mộc OCOP 4 sao", "In ngày 30/8/2026 từ",
                "testserver/chuoi-gia-tri/ca-phe-muong-chanh",
            ):  # fmt: skip
                assert part in text, (paper, part)

    def test_vietnamese_letters_can_be_read_back_from_the_file(self):
        text = " ".join(read(self.get())[1])
        assert "Chở lên huyện lỵ cũ. Đường dốc." in text
        assert "rang mộc mẻ nhỏ ở huyện cũ" in text

    def test_a_reader_of_the_screen_is_told_language_title_and_structure(self):
        catalog = read(self.get())[0].trailer["/Root"]
        assert catalog["/Lang"] == "vi"
        assert catalog["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in catalog
        assert read(self.get())[0].metadata.title == "Cà phê Mường Chanh"

    def test_the_file_says_its_name_and_opens_in_the_browser(self):
        response = self.get("a4")
        assert response["Content-Disposition"] == 'inline; filename="to-gap-ca-phe-muong-chanh-a4.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_the_star_is_not_printed_the_day_after_it_ends(self):
        with time_machine.travel(NOON + datetime.timedelta(days=366)):
            catalogue.refresh_all()
            assert "4 sao" not in " ".join(read(self.get())[1])

    def test_it_stays_vietnamese_below_the_english_page(self):
        assert "Thu hái" in " ".join(read(self.client.get(f"/en{ADDRESS}to-gap-a5/"))[1])

    def test_a_long_story_still_fits_two_pages(self):
        long = stage(name="Một chặng có cái tên khá là dài", text=f"<p>{'Chữ nối chữ rất dài. ' * 200}</p>")
        self.story.stages = StreamValue(StoryPage.stages.field.stream_block, [long] * 9, is_lazy=True)
        self.story.save()
        for paper in ("a5", "a4"):
            _reader, texts = read(self.get(paper))
            assert len(texts) == 2
            assert "Còn 3 chặng nữa" in texts[1]


@needs_engine
class KeepingTests(LeafletTestCase):
    """When a leaflet is made, and when the one that is there serves."""

    def made(self, address=f"{ADDRESS}to-gap-a5/"):
        """Returns how many files one request made."""
        with mock.patch("news.stories.leaflet.pdf.write", wraps=pdf.write) as write:
            assert self.client.get(address).status_code == 200
        return write.call_count

    def test_it_is_made_once_whatever_the_address_carries(self):
        assert self.made() == 1
        assert self.made() == 0
        assert self.made(f"{ADDRESS}to-gap-a5/?page=zzz&nocache=1") == 0

    def test_a_new_telephone_number_makes_it_anew(self):
        self.made()
        self.maker.phone = "0212000999"
        self.maker.save()
        assert self.made() == 1

    def test_the_next_day_makes_it_anew(self):
        self.made()
        with time_machine.travel(NOON + datetime.timedelta(days=1)):
            assert self.made() == 1

    def test_a_draft_neither_shows_nor_makes_it_anew_until_it_is_published(self):
        self.made()
        self.story.title = "Bản nháp chưa ai đọc"
        revision = self.story.save_revision()
        assert self.made() == 0
        assert "Bản nháp" not in " ".join(read(self.get())[1])
        revision.publish()
        assert "Bản nháp" in " ".join(read(self.get())[1])

    def test_a_browser_that_has_it_is_told_that_nothing_changed(self):
        etag = self.get()["ETag"]
        assert self.get(HTTP_IF_NONE_MATCH=etag).status_code == 304
        assert self.get()["Cache-Control"] == "no-cache"

    def test_an_editor_previews_the_leaflet_of_a_draft_and_nothing_is_kept(self):
        self.story.title = "Bản nháp chưa ai đọc"
        response = self.story.make_preview_request(preview_mode="a5")
        assert "Bản nháp chưa ai đọc" in " ".join(read(response)[1])
        assert "Bản nháp" not in " ".join(read(self.get())[1])


class DoorTests(LeafletTestCase):
    """Who gets a leaflet, and what happens where none can be made."""

    def test_other_papers_do_not_exist(self):
        for paper in ("a3", "A5", "..", "a5.pdf", "x" * 5000):
            assert self.get(paper).status_code == 404

    def test_neither_a_draft_nor_a_private_story_has_one(self):
        PageViewRestriction.objects.create(page=self.story, restriction_type=PageViewRestriction.LOGIN)
        assert self.get().status_code == 302
        PageViewRestriction.objects.all().delete()
        self.story.unpublish()
        assert self.get().status_code == 404

    def test_without_the_engine_it_says_so_and_offers_to_print_the_page(self):
        with mock.patch("ocop.core.pdf.engine", return_value=None):
            response = self.get()
        assert response.status_code == 503
        assert vi("The leaflet cannot be made here") in words(response)
        assert f'href="{ADDRESS}"' in response.content.decode()

    def test_the_preview_without_the_engine_says_so_too(self):
        self.client.force_login(administrator())
        with mock.patch("ocop.core.pdf.engine", return_value=None):
            response = self.story.make_preview_request(preview_mode="a4")
        assert response.status_code == 503


@pytest.mark.parametrize(
    ("text", "letters", "expected"),
    [
        ("Một câu. Hai câu. Ba câu.", 18, "Một câu. Hai câu."),
        ("Một câu. Hai câu. Ba câu.", 100, "Một câu. Hai câu. Ba câu."),
        ("Một câu dài không hết.", 10, "Một câu d…"),
        ("", 10, ""),
    ],
)
def test_the_brief_keeps_whole_sentences(text, letters, expected):
    assert brief(text, letters) == expected
