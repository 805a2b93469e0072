"""What members changed, and took back."""

from django.urls import reverse

from cooperatives.choices import LivingFact
from cooperatives.models import ContactConfirmation, LivingChange
from cooperatives.stall.confirming import confirm_all
from tests.cooperatives.stall.case import HOME, StallTestCase, ago
from tests.reading import query_count, soup, words


class HistoryTests(StallTestCase):
    """Who changed what, and what can be taken back."""

    def lines(self, query=""):
        return soup(self.client.get(reverse("stall:history") + query)).select(".stall-history__line")

    def undo(self, change):
        return self.client.post(
            reverse("stall:undo", args=[change.pk]), {"next": reverse("stall:history")}, follow=True
        )

    def contact_change(self, before, after):
        """Returns a change of the contact's day that stands."""
        ContactConfirmation.objects.update_or_create(producer=self.producer, defaults={"confirmed_on": after})
        return LivingChange.objects.create(
            producer=self.producer,
            page=self.producer,
            fact=LivingFact.CONTACT,
            user=self.colleague,
            before={"confirmed_on": before.isoformat()},
            after={"confirmed_on": after.isoformat()},
        )

    def test_it_names_who_and_what(self):
        self.contact_change(ago(9), ago(3))
        [line] = self.lines()
        assert words(line.h2) == "Liên hệ"
        assert "Vẫn đúng, đã xác nhận" in words(line)
        assert "Lò Thị Lan" in words(line)

    def test_only_the_newest_of_a_fact_offers_the_way_back(self):
        for before, after in ((9, 6), (6, 3)):
            self.contact_change(ago(before), ago(after))
        assert [bool(line.form) for line in self.lines()] == [True, False]

    def test_a_confirmation_of_everything_covers_what_was_before(self):
        self.contact_change(ago(9), ago(3))
        confirm_all(self.producer, self.member)
        assert [(words(line.h2), bool(line.form)) for line in self.lines()] == [
            ("Mọi thông tin", True),
            ("Liên hệ", False),
        ]

    def test_taken_back_it_says_by_whom_and_the_one_before_can_follow(self):
        first, second = self.contact_change(ago(9), ago(6)), self.contact_change(ago(6), ago(3))
        response = self.undo(second)
        assert (
            words(soup(response).select_one(".stall-note"))
            == "Đã hoàn tác lần đổi “Liên hệ. Vẫn đúng, đã xác nhận”. Người mua lại thấy như trước."
        )
        second.refresh_from_db()
        assert second.undone_by == self.member
        newest, older = self.lines()
        assert "Lò Thị Hoạ đã hoàn tác lúc" in words(newest)
        assert (bool(newest.form), bool(older.form)) == (False, True)
        assert ContactConfirmation.objects.get().confirmed_on == ago(6)
        self.undo(first)
        assert ContactConfirmation.objects.get().confirmed_on == ago(9)

    def test_an_older_one_is_refused_and_changes_nothing(self):
        first, _second = self.contact_change(ago(9), ago(6)), self.contact_change(ago(6), ago(3))
        response = self.undo(first)
        assert "Sau đó đã có lần đổi mới hơn." in words(soup(response).select_one(".stall-note--warning"))
        first.refresh_from_db()
        assert first.undone_at is None
        assert ContactConfirmation.objects.get().confirmed_on == ago(3)

    def test_twice_is_refused(self):
        change = self.contact_change(ago(9), ago(6))
        self.undo(change)
        ContactConfirmation.objects.update(confirmed_on=ago(1))
        assert "đã được hoàn tác rồi" in words(self.undo(change))
        assert ContactConfirmation.objects.get().confirmed_on == ago(1)

    def test_what_an_officer_changed_since_is_not_undone(self):
        change = self.contact_change(ago(9), ago(6))
        ContactConfirmation.objects.update(confirmed_on=ago(1))
        assert "cán bộ đã sửa" in words(self.undo(change))
        assert ContactConfirmation.objects.get().confirmed_on == ago(1)

    def test_another_producers_change_is_not_there(self):
        change = self.contact_change(ago(9), ago(6))
        self.client.force_login(self.stranger)
        assert self.undo(change).status_code == 404
        assert self.lines() == []
        assert not soup(self.client.get(f"{HOME}?saved={change.pk}")).select(".stall-saved")
        change.refresh_from_db()
        assert change.undone_at is None

    def test_the_second_page_knows_what_the_first_one_held(self):
        for number in range(25):
            self.contact_change(ago(60 - number), ago(59 - number))
        assert [bool(line.form) for line in self.lines()] == [True] + [False] * 19
        assert [bool(line.form) for line in self.lines("?page=2")] == [False] * 5

    def test_the_list_takes_the_same_number_of_queries_however_long(self):
        self.contact_change(ago(9), ago(6))
        few = query_count(self.client, reverse("stall:history"))
        for number in range(30):
            self.contact_change(ago(60 - number), ago(59 - number))
        assert query_count(self.client, reverse("stall:history")) == few
