"""Value-chain stories, as editors write them and readers follow them."""

import html
import json

import pytest
from django.test import TestCase
from wagtail.blocks import StreamValue
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import HomePage
from news.models import StoryIndexPage, StoryMention, StoryPage
from news.stories import mentions
from news.stories.choices import StageKind
from products import catalogue
from tests.factories import (
    CommuneFactory,
    CropFactory,
    ImageFactory,
    ProducerPageFactory,
    ProductPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
)
from tests.factories.stories import figure, picture, stage
from tests.reading import (
    administrator,
    card_titles,
    form_values,
    indexed,
    query_count,
    soup,
    structured_data,
    vi,
    words,
)

ADDRESS = "/chuoi-gia-tri/ca-phe-muong-chanh/"


def story_of(*stages, **values):
    """Returns a published story of these stages, with its mentions written."""
    values = {"title": "Cà phê Mường Chanh", "slug": "ca-phe-muong-chanh", **values}
    page = StoryPageFactory(stages=list(stages), **values)
    mentions.write(page)
    return page


class StoryIndexPageTests(WagtailPageTestCase):
    """The list of stories."""

    @classmethod
    def setUpTestData(cls):
        cls.page = StoryIndexPageFactory(introduction="Từ đất trồng đến tay người mua.")

    def titles(self, address="/chuoi-gia-tri/"):
        response = self.client.get(address)
        assert response.status_code == 200
        return [story.title for story in response.context["stories"]]

    def test_it_stands_below_the_front_page_and_stories_below_it(self):
        self.assertAllowedParentPageTypes(StoryIndexPage, {HomePage})
        self.assertAllowedSubpageTypes(StoryIndexPage, {StoryPage})

    def test_it_renders_without_stories(self):
        text = words(self.client.get("/chuoi-gia-tri/"))
        assert vi("No stories yet.") in text
        assert "Từ đất trồng đến tay người mua." in text

    def test_drafts_and_private_stories_are_not_listed(self):
        StoryPageFactory(title="Bản nháp", live=False)
        private = StoryPageFactory(title="Nội bộ")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        StoryPageFactory(title="Đã đăng")
        assert self.titles() == ["Đã đăng"]

    def test_a_card_says_how_many_stages_and_where(self):
        StoryPageFactory(title="Cà phê", commune=CommuneFactory())
        card = words(soup(self.client.get("/chuoi-gia-tri/")).select_one(".story-card"))
        assert card.startswith("2 chặng · xã Mai Sơn Cà phê")

    def test_a_tag_narrows_the_list_and_anything_else_is_ignored(self):
        tagged, other = StoryPageFactory(title="Vườn na"), StoryPageFactory(title="Rang mộc")
        tagged.tags.add("mua-na")
        tagged.save()
        assert self.titles("/chuoi-gia-tri/?tag=mua-na") == ["Vườn na"]
        assert sorted(self.titles("/chuoi-gia-tri/?tag=khong-co")) == sorted([tagged.title, other.title])
        for query in ("page=zzz", "page=99999", "tag=%00", f"tag={'x' * 10_240}"):
            assert self.client.get(f"/chuoi-gia-tri/?{query}").status_code == 200

    def test_as_many_queries_for_many_stories_as_for_few(self):
        image = ImageFactory()
        StoryPageFactory(main_image=image)
        StoryPageFactory(main_image=image)
        few = query_count(self.client, "/chuoi-gia-tri/")
        for _number in range(9):
            StoryPageFactory(main_image=image)
        assert query_count(self.client, "/chuoi-gia-tri/") == few
        assert few <= 15


class JourneyTests(TestCase):
    """What a reader meets from the first stage to the last."""

    def read(self, *stages, **values):
        story_of(*stages, **values)
        response = self.client.get(ADDRESS)
        assert response.status_code == 200
        return soup(response)

    def test_stages_stand_in_their_order_with_a_link_to_each(self):
        page = self.read(stage(kind="trong"), stage(kind="thu_hai"), stage(kind="khac", name="Quét phấn"))
        assert [words(node) for node in page.select(".stage__name")] == ["Trồng", "Thu hái", "Quét phấn"]
        links = page.select(".journey-nav__link")
        assert [link["href"] for link in links] == ["#chang-1", "#chang-2", "#chang-3"]
        assert [node["id"] for node in page.select("[data-stage]")] == ["chang-1", "chang-2", "chang-3"]
        assert links[1]["data-now"] == "Chặng 2/3: Thu hái"

    def test_a_name_of_its_own_goes_before_the_ready_made_one(self):
        page = self.read(stage(kind="so_che", name="Thả nước, lên giàn"), stage(kind="so_che"))
        assert [words(node) for node in page.select(".stage__name")] == ["Thả nước, lên giàn", "Sơ chế"]

    def test_the_ready_made_kinds_are_stored_under_names_that_stay(self):
        assert StageKind.values == ["trong", "thu_hai", "so_che", "che_bien", "dong_goi", "tieu_thu", "khac"]

    def test_months_place_and_todays_commune_stand_at_the_stage(self):
        CommuneFactory()
        first = words(self.read(stage(months="tháng 10–1", commune="04105")).select_one(".stage"))
        assert "Chặng 1 · tháng 10–1" in first.replace("Chặng 1 tháng", "Chặng 1 · tháng")
        assert "Bản Nong Sương, xã Mai Sơn" in first

    def test_figures_show_their_numbers_the_vietnamese_way_and_each_source_once(self):
        rows = [figure(value="1250.5", unit="kg", source="Sổ A"), figure(value="71", unit="ha", source="Sổ A")]
        page = self.read(stage(figures=rows))
        assert [words(node) for node in page.select(".stage__number dd")] == ["1.250,5 kg", "71 ha"]
        assert words(page.select_one(".stage__source")) == "Sổ A"

    def test_a_unit_with_which_the_label_begins_is_not_said_twice(self):
        rows = [figure(label="Hộ giữ nương", value="18", unit="hộ"), figure(label="hộp một ngày", value="9", unit="hộ")]
        page = self.read(stage(figures=rows))
        assert [words(node) for node in page.select(".stage__number")] == ["Hộ giữ nương 18", "hộp một ngày 9 hộ"]

    def test_pictures_speak_in_the_words_of_the_stage_and_decoration_is_silent(self):
        image = ImageFactory()
        shown = [picture(image), picture(image, alt_text="", decorative=True)]
        pictures = self.read(stage(pictures=shown)).select(".stage__figure img")
        assert [node["alt"] for node in pictures] == ["Gùi đầy quả chín", ""]
        assert [node["loading"] for node in pictures] == ["lazy", "lazy"]

    def test_a_deleted_picture_leaves_no_hole(self):
        image = ImageFactory()
        story_of(stage(pictures=[picture(image)]), stage())
        image.delete()
        assert soup(self.client.get(ADDRESS)).select(".stage__figure") == []

    def test_what_takes_part_is_shown_while_it_is_published(self):
        maker, resting = ProducerPageFactory(title="HTX Sương Mường"), ProducerPageFactory(title="HTX Nghỉ", live=False)
        sold = ProductPageFactory(title="Cà phê rang mộc", parent=maker)
        hidden = ProductPageFactory(title="Cà phê chưa đăng", parent=maker, live=False)
        catalogue.refresh_all()
        chosen = {"producers": [resting.pk, maker.pk, 999_999], "products": [hidden.pk, sold.pk]}
        page = self.read(stage(**chosen), stage(**chosen))
        assert [words(node.strong) for node in page.select(".stage__person")] == [
            "HTX Sương Mường",
            "Cà phê rang mộc",
        ] * 2
        assert [words(node) for node in page.select(".story__cast .tile__title")] == ["HTX Sương Mường"]
        assert [words(node) for node in page.select(".story__cast .card__title")] == ["Cà phê rang mộc"]

    def test_a_deleted_producer_leaves_no_hole(self):
        maker = ProducerPageFactory(title="HTX Sương Mường")
        story_of(stage(producers=[maker.pk]), stage())
        maker.delete()
        page = soup(self.client.get(ADDRESS))
        assert page.select(".stage__people, .story__cast") == []

    def test_a_story_of_the_same_crop_comes_before_a_newer_one(self):
        coffee = CropFactory(name="Cà phê")
        near = StoryPageFactory(title="Cùng cây", crop=coffee)
        StoryPageFactory(title="Mới hơn")
        StoryPageFactory(title="Bản nháp", live=False)
        story_of(stage(), crop=coffee)
        response = self.client.get(ADDRESS)
        assert [story.title for story in response.context["related"]] == [near.title, "Mới hơn"]

    def test_json_ld_says_what_it_is_about_and_whom_it_mentions(self):
        maker = ProducerPageFactory(title="HTX Sương Mường", slug="suong-muong")
        product = ProductPageFactory(title="Cà phê rang mộc", slug="rang-moc", parent=maker)
        catalogue.refresh_all()
        story_of(
            stage(kind="trong", producers=[maker.pk]),
            stage(products=[product.pk]),
            crop=CropFactory(name="Cà phê"),
            summary="Hái tay.",
            place="Bản Nong Sương",
        )
        data = structured_data(self.client.get(ADDRESS))
        article = data["Article"]
        assert article["about"] == {"@type": "Thing", "name": "Cà phê"}
        assert article["mentions"] == [
            {"@type": "Organization", "name": maker.title, "url": "http://testserver/hop-tac-xa/suong-muong/"},
            {"@type": "Product", "name": product.title, "url": "http://testserver/hop-tac-xa/suong-muong/rang-moc/"},
        ]
        assert (article["headline"], article["description"]) == ("Cà phê Mường Chanh", "Hái tay.")
        assert article["contentLocation"] == {"@type": "Place", "name": "Bản Nong Sương"}
        assert article["url"] == f"http://testserver{ADDRESS}"
        assert [item["name"] for item in data["BreadcrumbList"]["itemListElement"]] == [
            "Chuỗi giá trị",
            "Cà phê Mường Chanh",
        ]

    def test_search_finds_it_by_a_word_of_a_stage_without_marks(self):
        indexed(story_of(stage(text="<p>Rang bằng chảo gang mười hai cân.</p>"), stage()))
        response = self.client.get("/tim-kiem/?q=chao+gang")
        assert "Cà phê Mường Chanh" in words(response)
        assert words(soup(response).select_one(".result .caption")) == "Câu chuyện"

    def test_the_english_page_speaks_english_around_a_vietnamese_story(self):
        story_of(stage(kind="trong"), stage(kind="khac", name="Quét phấn"))
        page = soup(self.client.get(f"/en{ADDRESS}"))
        assert [words(node) for node in page.select(".stage__name")] == ["Growing", "Quét phấn"]
        assert page.select_one("h1")["lang"] == "vi"
        assert page.select(".stage__name")[1].span["lang"] == "vi"

    @pytest.mark.once
    def test_as_many_queries_for_a_long_story_as_for_a_short_one(self):
        image = ImageFactory()
        other = StoryPageFactory(main_image=image)

        def rich_stage():
            maker = ProducerPageFactory(main_image=image)
            product = ProductPageFactory(parent=maker, main_image=image)
            link = f'<p>Xem <a linktype="page" id="{other.pk}">chuyện khác</a>.</p>'
            return stage(
                commune="04105", text=link, pictures=[picture(ImageFactory())], figures=[figure()],
                producers=[maker.pk], products=[product.pk],
            )  # fmt: skip

        CommuneFactory()
        page = story_of(rich_stage(), rich_stage(), main_image=image, crop=CropFactory(), commune=CommuneFactory())
        page.tags.add("ca-phe")
        page.save()
        catalogue.refresh_all()
        few = query_count(self.client, ADDRESS)
        longer = [*page.stages.raw_data, *(rich_stage() for _number in range(8))]
        page.stages = StreamValue(StoryPage.stages.field.stream_block, [dict(raw) for raw in longer], is_lazy=True)
        page.save()
        for _number in range(10):
            StoryPageFactory(main_image=image)
        catalogue.refresh_all()
        assert query_count(self.client, ADDRESS) == few
        assert few <= 15
        assert len(card_titles(self.client.get(ADDRESS))) == 10


class MentionTests(TestCase):
    """A product's and a producer's page lead to the stories that tell of them."""

    @classmethod
    def setUpTestData(cls):
        cls.maker = ProducerPageFactory(title="HTX Sương Mường", slug="suong-muong")
        cls.product = ProductPageFactory(title="Cà phê rang mộc", slug="rang-moc", parent=cls.maker)
        catalogue.refresh_all()

    def stories_on(self, page):
        links = soup(self.client.get(page.get_url())).select(".told-in a")
        return [(words(link), link["href"]) for link in links]

    def test_both_pages_lead_to_the_story_of_the_product(self):
        story_of(stage(products=[self.product.pk]), stage())
        expected = [("Cà phê Mường Chanh", ADDRESS)]
        assert self.stories_on(self.product) == expected
        assert self.stories_on(self.maker) == expected

    def test_a_story_of_the_producer_alone_is_not_the_products(self):
        story_of(stage(producers=[self.maker.pk]), stage())
        assert self.stories_on(self.product) == []
        assert len(self.stories_on(self.maker)) == 1

    def test_neither_a_withdrawn_nor_a_private_story_is_shown(self):
        page = story_of(stage(products=[self.product.pk]), stage())
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        assert self.stories_on(self.product) == []
        PageViewRestriction.objects.all().delete()
        page.unpublish()
        assert self.stories_on(self.product) == []

    def test_a_draft_changes_nothing_until_it_is_published(self):
        page = story_of(stage(), stage())
        block = StoryPage.stages.field.stream_block
        page.stages = StreamValue(block, [stage(products=[self.product.pk]), stage()], is_lazy=True)
        revision = page.save_revision()
        assert self.stories_on(self.product) == []
        revision.publish()
        assert len(self.stories_on(self.product)) == 1

    def test_publishing_without_the_product_takes_the_link_away(self):
        page = story_of(stage(products=[self.product.pk]), stage())
        page.stages = StreamValue(StoryPage.stages.field.stream_block, [stage(), stage()], is_lazy=True)
        page.save()
        page_published.send(sender=StoryPage, instance=page)
        assert StoryMention.objects.count() == 0

    def test_a_product_with_stories_takes_no_query_more(self):
        address = self.product.get_url()
        without = query_count(self.client, address)
        for number in range(4):
            story_of(stage(products=[self.product.pk]), stage(), slug=f"chuyen-{number}")
        assert query_count(self.client, address) == without
        assert len(self.stories_on(self.product)) == 3


@pytest.mark.once
class WritingTests(WagtailPageTestCase):
    """What the editor's form takes and what it asks for."""

    @classmethod
    def setUpTestData(cls):
        cls.page = StoryPageFactory(title="Cà phê Mường Chanh", slug="ca-phe-muong-chanh", live=False)
        cls.user = administrator()

    def setUp(self):
        self.client.force_login(self.user)

    def post(self, stages, publish=True):
        url = f"/quan-tri/pages/{self.page.pk}/edit/"
        values = {
            k: v for k, v in form_values(self.client, url, "page-edit-form").items() if not k.startswith("stages-")
        }
        data = nested_form_data({"stages": streamfield([("stage", self.typed(raw["value"])) for raw in stages])})
        for number, raw in enumerate(stages):
            for name in ("pictures", "figures", "producers", "products"):
                prefix = f"stages-{number}-value-{name}"
                rows = raw["value"][name]
                data[f"{prefix}-count"] = str(len(rows))
                for place, row in enumerate(rows):
                    data |= {f"{prefix}-{place}-order": str(place), f"{prefix}-{place}-deleted": ""}
                    data |= {f"{prefix}-{place}-type": "item"}
                    data |= {f"{prefix}-{place}-value-{key}": value for key, value in row["value"].items()}
        action = {"action-publish": "action-publish"} if publish else {}
        return self.client.post(url, {**values, **data, **action})

    def typed(self, value):
        plain = {name: value[name] for name in ("kind", "name", "months", "place", "commune")}
        return {**plain, "text": rich_text(value["text"])}

    def assert_refused(self, response, sentence):
        assert response.status_code == 200
        assert json.dumps(sentence)[1:-1] in html.unescape(response.content.decode())
        self.page.refresh_from_db()
        assert not self.page.live

    def test_it_stands_below_the_list_only_and_nothing_below_it(self):
        self.assertAllowedParentPageTypes(StoryPage, {StoryIndexPage})
        self.assertAllowedSubpageTypes(StoryPage, {})

    def test_two_stages_with_text_are_published(self):
        assert self.post([stage(), stage(figures=[figure(value="1.250,5")])]).status_code == 302
        self.page.refresh_from_db()
        assert self.page.live
        assert self.page.stage_count == 2
        assert str(self.page.stages[1].value["figures"][0]["value"]) == "1250.5"

    def test_one_stage_with_text_is_too_little_to_publish(self):
        sentence = vi(
            "A story needs at least two stages with text before it is published. "
            "Save it as a draft meanwhile; nothing is lost."
        )
        self.assert_refused(self.post([stage(), stage(text="<p></p>")]), sentence)

    def test_a_draft_may_be_half_done(self):
        half = stage(kind="khac", text="", figures=[figure(source="")])
        assert self.post([half], publish=False).status_code == 302
        self.page.refresh_from_db()
        draft = self.page.get_latest_revision_as_object()
        assert not draft.live
        assert draft.stages[0].value["figures"][0]["label"] == "hộ trồng"

    def test_a_number_without_a_source_is_not_published(self):
        sentence = vi("Write down who counted this and up to which day. Figures without a source are not published.")
        self.assert_refused(self.post([stage(), stage(figures=[figure(source=" ")])]), sentence)

    def test_another_stage_needs_a_name(self):
        sentence = vi("Give this stage a name, or choose one of the ready-made stages.")
        self.assert_refused(self.post([stage(), stage(kind="khac", name=" ")]), sentence)

    def test_a_number_that_is_none_is_refused(self):
        response = self.post([stage(), stage(figures=[figure(value="nhiều")])])
        assert response.status_code == 200
        self.page.refresh_from_db()
        assert not self.page.live

    def test_the_list_in_the_admin_shows_picture_commune_and_stages(self):
        self.page.main_image, self.page.commune = ImageFactory(), CommuneFactory()
        self.page.save()
        row = soup(self.client.get("/quan-tri/stories/")).select_one("table.listing tbody tr")
        assert "xã Mai Sơn" in words(row)
        assert row.select_one("td > img")["alt"] == ""

    def test_the_preview_of_a_stage_draws_its_name(self):
        block_id = StoryPage.stages.field.stream_block.child_blocks["stage"].definition_prefix
        response = self.client.get(f"/quan-tri/block-preview/?id={block_id}")
        assert response.status_code == 200
        assert "Thu hái" in words(soup(response))


@pytest.mark.parametrize("kind", StageKind.values[:-1])
def test_every_ready_made_stage_has_a_vietnamese_name(kind):
    assert vi(str(StageKind(kind).label)) in {"Trồng", "Thu hái", "Sơ chế", "Chế biến", "Đóng gói", "Tiêu thụ"}
