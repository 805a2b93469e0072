"""What comes first among the site's search results: old communes, stars; cancelled events behind products."""

import datetime

from django.test import TestCase
from django.utils import timezone

from cooperatives.models import Commune
from cooperatives.old_names import old_communes
from products import catalogue
from products.models import ProductStandard
from tests.factories import (
    ArticlePageFactory,
    CommuneFactory,
    EventPageFactory,
    ProducerPageFactory,
    ProductPageFactory,
    StandardFactory,
)
from tests.reading import indexed
from trade.choices import EventState


class SearchOrderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.old = CommuneFactory(former=True, name="Cò Nòi")
        cls.near = ProducerPageFactory(title="HTX Đồi Nắng", former_commune=cls.old)
        cls.berry = ProductPageFactory(title="Dâu tây Đồi Nắng", parent=cls.near, crop=None, stars=4)
        cls.jam = ProductPageFactory(title="Mứt dâu tây", parent=cls.near, crop=None)
        cls.plum = ProductPageFactory(title="Mận hậu", parent=cls.near, summary="Trồng cạnh dâu tây.", crop=None)
        cls.far = ProducerPageFactory(title="HTX Cỏ Nơi", summary="Dâu tây.")
        cls.event = EventPageFactory(
            title="Ngày hội dâu tây Cò Nòi",
            state=EventState.CANCELLED,
            start_date=timezone.localdate() + datetime.timedelta(days=3),
        )
        indexed(cls.near, cls.berry, cls.jam, cls.plum, cls.far, cls.event)
        catalogue.refresh_all()

    def titles(self, query):
        return [result.title for result in self.client.get(f"/tim-kiem/?q={query}").context["results"]]

    def test_the_products_of_an_old_commune_come_first_and_a_cancelled_event_behind_them(self):
        assert self.titles("dau+tay+co+noi") == [
            "Dâu tây Đồi Nắng",
            "Mứt dâu tây",
            "Mận hậu",
            "HTX Đồi Nắng",
            "Ngày hội dâu tây Cò Nòi",
            "HTX Cỏ Nơi",
        ]

    def test_the_producers_of_an_old_commune_come_before_a_name_that_looks_alike(self):
        producers = self.client.get("/hop-tac-xa/?q=co+noi").context["producers"]
        assert [page.title for page in producers] == ["HTX Đồi Nắng", "HTX Cỏ Nơi"]

    def test_stars_alone_list_the_products_that_bear_them(self):
        assert self.titles("4+sao") == ["Dâu tây Đồi Nắng"]
        assert self.titles("5+sao") == []
        assert self.titles("dau+tay+4+sao")[0] == "Dâu tây Đồi Nắng"

    def test_news_of_a_price_do_not_hide_the_goods_from_who_asks_for_it(self):
        indexed(
            ArticlePageFactory(title="Chuyện một mùa vụ", summary="Nghe giá dâu tây rồi cất số điện thoại."),
            ArticlePageFactory(title="Gia vị của bản", summary="Mắc khén, hạt dổi."),
        )
        for query in ("gia+dau+tay", "so+dien+thoai+dau+tay", "dau+tay+doi+nang+gia"):
            with self.subTest(query):
                assert self.titles(query)[0] == "Dâu tây Đồi Nắng"
        assert self.titles("gia+vi") == ["Gia vị của bản"]

    def test_a_standard_is_found_with_and_without_its_dots(self):
        standard = StandardFactory(name="GlobalG.A.P.", name_en="GlobalG.A.P.")
        ProductStandard.objects.create(page=self.plum, standard=standard)
        indexed(self.plum)
        assert self.titles("globalgap") == self.titles("globalg.a.p.") == ["Mận hậu"]

    def test_an_old_name_is_a_whole_name_with_the_right_marks_or_none(self):
        assert old_communes("dau tay co noi") == ([self.old], ["dau", "tay"])
        assert old_communes("Dâu Cò Nòi") == ([self.old], ["dau"])
        assert old_communes("có nơi") == ([], [])
        assert old_communes("noi co") == ([], [])
        assert old_communes("co noi", list(Commune.objects.all())) == ([self.old], [])
