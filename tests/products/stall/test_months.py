"""The screen of a product's months."""

from cooperatives.models import LivingChange
from products.models import ProductPage, SupplyMonth
from tests.factories.catalogue import STRAWBERRY
from tests.products.stall.case import ProductStallTestCase
from tests.reading import soup, words


class MonthsScreenTests(ProductStallTestCase):
    """Twelve months, by taps or selects."""

    def test_the_form_shows_what_stands(self):
        values = self.open_form("months")
        assert tuple(int(values[f"level_{month}"]) for month in range(1, 13)) == STRAWBERRY
        assert (values["capacity_2"], values["capacity_5"], values["unit"]) == ("6", "", "tấn")

    def test_the_season_in_words_has_room_for_a_sentence_and_stays_on_one_line(self):
        values = self.open_form("months")
        field = soup(self.client.get(self.url("months"))).select_one("#stall-form [name=note]")
        assert (field.name, field["maxlength"]) == ("textarea", "120")
        self.send("months", {**values, "note": "Rộ vụ\r\ntháng 2–4"})
        assert self.reloaded().season_note == "Rộ vụ tháng 2–4"

    def test_new_months_are_public_at_once(self):
        values = self.open_form("months")
        response = self.send(
            "months", {**values, "level_5": "1", "capacity_5": "1,5", "note": "Kéo đến tháng 5"}, follow=True
        )
        assert self.levels() == (1, 2, 2, 2, 1, 0, 0, 0, 0, 0, 0, 1)
        assert [words(tag) for tag in soup(response).select(".stall-saved__lines li")] == [
            "Dâu tây Đồi Nắng. Tháng 5: trước không có, nay có ít, 1,5 tấn",
            "Ghi chú: trước không có, nay Kéo đến tháng 5",
        ]
        entry = ProductPage.objects.get(pk=self.product.pk).entry
        assert (entry.supply, entry.season_note) == ("122210000001", "Kéo đến tháng 5")
        self.undo()
        assert self.levels() == STRAWBERRY
        assert self.reloaded().season_note == ""
        assert ProductPage.objects.get(pk=self.product.pk).entry.supply == "122200000001"

    def test_all_year_and_back(self):
        response = self.send("months", {**self.open_form("months"), "all_year": "on"}, follow=True)
        assert self.levels() == (3,) * 12
        told = [words(tag) for tag in soup(response).select(".stall-saved__lines li")]
        assert told == ["Dâu tây Đồi Nắng. Có đều quanh năm"]
        values = self.open_form("months")
        assert values["all_year"] == "on"
        del values["all_year"]
        months = {f"level_{month}": "0" for month in range(2, 13)}
        response = self.send("months", {**values, **months}, follow=True)
        assert self.levels() == (2,) + (0,) * 11
        told = [words(tag) for tag in soup(response).select(".stall-saved__lines li")]
        assert told == ["Dâu tây Đồi Nắng. Tháng 1: rộ vụ, 3 tấn"]

    def test_a_month_without_supply_has_no_amount(self):
        values = self.open_form("months")
        self.send("months", {**values, "level_2": "0"})
        row = SupplyMonth.objects.get(offer=self.offer, month=2)
        assert (row.availability, row.capacity) == (0, None)

    def test_an_amount_for_a_month_without_supply_brings_a_little(self):
        values = self.open_form("months")
        response = self.send("months", {**values, "capacity_6": "1,5"}, follow=True)
        row = SupplyMonth.objects.get(offer=self.offer, month=6)
        assert (row.availability, str(row.capacity)) == (1, "1.5")
        told = [words(tag) for tag in soup(response).select(".stall-saved__lines li")]
        assert told == ["Dâu tây Đồi Nắng. Tháng 6: trước không có, nay có ít, 1,5 tấn"]

    def test_undoing_tells_the_first_three_months_that_went_back(self):
        values = self.open_form("months")
        self.send("months", {**values, **{f"level_{month}": "1" for month in range(5, 9)}})
        told = [f"Tháng {month}: trước không có, nay có ít" for month in (5, 6, 7)]
        sentence = f"Đã hoàn tác lần đổi “Dâu tây Đồi Nắng. {'; '.join(told)}…”. Người mua lại thấy như trước."
        assert sentence in words(self.undo())

    def test_the_season_in_words_is_held_against_the_months(self):
        sentence = "Lời ghi về mùa: “Vào vụ giữa tháng 12”. Đổi tháng thì xem lời này còn đúng không. Sửa lời ghi"
        assert sentence not in words(self.client.get(self.url("months")))
        self.send("months", {**self.open_form("months"), "note": "Vào vụ giữa tháng 12"})
        page = soup(self.client.get(self.url("months")))
        assert sentence in words(page.select_one("#stall-form"))
        assert page.select_one("#stall-form a[href='#id_note']") is not None

    def test_a_single_steady_month_survives(self):
        SupplyMonth.objects.filter(offer=self.offer, month=6).update(availability=3)
        self.send("months", self.open_form("months"))
        assert self.levels()[5] == 3

    def test_amounts_are_read_as_vietnam_types_them(self):
        values = self.open_form("months")
        self.send("months", {**values, "capacity_1": "1.250", "capacity_2": "12,5"})
        amounts = SupplyMonth.objects.filter(offer=self.offer, month__in=(1, 2)).order_by("month")
        assert [str(row.capacity) for row in amounts] == ["1250.0", "12.5"]
        assert self.open_form("months")["capacity_1"] == "1.250"

    def test_bad_input_is_told_and_nothing_changes(self):
        values = self.open_form("months")
        for forged in (
            {"level_1": "9"},
            {"level_1": "abc"},
            {"capacity_1": "nhiều"},
            {"capacity_1": "-3"},
            {"unit": "bao"},
        ):
            response = self.send("months", {**values, **forged})
            assert response.status_code == 200
            assert "Chưa lưu: có chỗ bên dưới chưa đọc được." in words(response), forged
        assert self.send("months", {}).status_code == 200
        assert not LivingChange.objects.exists()

    def test_two_at_once(self):
        mine = self.open_form("months")
        self.client.force_login(self.colleague)
        self.send("months", {**self.open_form("months"), "level_6": "2"})
        self.client.force_login(self.member)
        response = self.send("months", {**mine, "level_7": "2"})
        assert response.status_code == 409
        assert "Tháng 6: rộ vụ" in words(soup(response).select_one(".stall-conflict ul"))
        assert self.levels()[5:7] == (2, 0)
