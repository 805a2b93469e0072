"""Communes of two eras, and coordinates typed by hand."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import translation
from wagtail.test.utils import WagtailPageTestCase

from cooperatives.models import Commune
from cooperatives.reference import load_communes
from ocop.core.contacts import directions_url, phone_digits, phone_href, phone_text, zalo_url
from ocop.core.validators import validate_latitude, validate_longitude
from tests.factories import CommuneFactory, ProducerPageFactory
from tests.reading import administrator, edit_page, soup, typed, vi, words

LATITUDE_REFUSED = "A latitude in Vietnam lies between 8 and 24, such as 21.196. Did you swap the two numbers?"
LONGITUDE_REFUSED = "A longitude in Vietnam lies between 102 and 118, such as 104.103. Did you swap the two numbers?"


class CommuneTests(TestCase):
    """A unit is its code and the day from which it bears it."""

    def test_a_code_of_today_means_todays_unit(self):
        today = CommuneFactory(code="04136", name="Tà Hộc")
        before = CommuneFactory(former=True, code="04136", name="Nà Bó")
        assert list(Commune.objects.named("04136")) == [today]
        assert list(Commune.objects.named("na-bo")) == [before]
        assert (today.key, before.key) == ("04136", "na-bo")

    def test_a_code_is_borne_once_from_a_day(self):
        commune = CommuneFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            Commune.objects.create(code=commune.code, name="Khác", valid_from=commune.valid_from)
        assert Commune.objects.get().name == "Mai Sơn"

    def test_its_name_as_an_address_writes_it(self):
        assert CommuneFactory().full_name == "xã Mai Sơn"
        town = CommuneFactory(former=True, code="04105", name="Hát Lót", kind="thi_tran")
        assert town.full_name == "thị trấn Hát Lót"
        assert str(town) == vi("%(name)s (former)", name="thị trấn Hát Lót")

    def test_the_slug_keeps_every_letter(self):
        assert CommuneFactory(former=True, name="Đứa Mòn").slug == "dua-mon"


class ReferenceTests(TestCase):
    """The tables of both eras that come with the site."""

    def test_eight_communes_were_made_of_22_units(self):
        assert load_communes() == 30
        assert Commune.objects.current().count() == 8
        assert Commune.objects.former().count() == 22
        assert not Commune.objects.former().filter(successors=None).exists()
        ta_hoc = Commune.objects.current().get(code="04136")
        assert ta_hoc.name == "Tà Hộc"
        assert "Nà Bó" in [unit.name for unit in ta_hoc.predecessors.all()]

    def test_a_second_load_writes_nothing(self):
        load_communes()
        Commune.objects.filter(name="Mai Sơn").update(population=60_000)
        assert load_communes() == 0
        assert Commune.objects.get(name="Mai Sơn", valid_to=None).population == 60_000


@pytest.mark.parametrize(
    ("check", "value", "is_good"),
    [
        (validate_latitude, 21.196, True),
        (validate_latitude, 200, False),
        (validate_latitude, 104.1, False),
        (validate_latitude, -21.196, False),
        (validate_latitude, float("nan"), False),
        (validate_longitude, 104.103, True),
        (validate_longitude, 21.196, False),
        (validate_longitude, float("inf"), False),
    ],
)
def test_coordinates_lie_in_vietnam(check, value, is_good):
    if is_good:
        assert check(value) is None
    else:
        with pytest.raises(ValidationError):
            check(value)


@pytest.mark.parametrize(
    ("typed", "digits", "text", "chat"),
    [
        ("0912345678", "0912345678", "0912 345 678", "https://zalo.me/0912345678"),
        ("+84 912 345 678", "0912345678", "0912 345 678", "https://zalo.me/0912345678"),
        ("(0212) 3851.234", "02123851234", "0212 385 1234", "https://zalo.me/02123851234"),
        ("+856 20 5555 5555", "+8562055555555", "+856 20 5555 5555", "https://zalo.me/8562055555555"),
        ("", "", "", ""),
    ],
)
def test_phone_numbers(typed, digits, text, chat):
    assert (phone_digits(typed), phone_text(typed), zalo_url(typed)) == (digits, text, chat)


@pytest.mark.parametrize(
    ("typed", "text", "href"),
    [
        ("0912345678", "+84 912 345 678", "tel:+84912345678"),
        ("(0212) 3851.234", "+84 212 385 1234", "tel:+842123851234"),
        ("+856 20 5555 5555", "+856 20 5555 5555", "tel:+8562055555555"),
        ("1900 1234", "1900 1234", "tel:19001234"),
        ("", "", ""),
    ],
)
def test_a_number_can_be_called_from_abroad(typed, text, href):
    assert phone_href(typed) == href
    with translation.override("en"):
        assert (phone_text(typed), phone_href(typed)) == (text, href)


def test_directions_need_both_numbers():
    assert directions_url(21.196, None) == ""
    assert directions_url(21.196, 104.103).endswith("destination=21.19600%2C104.10300")


class CoordinateFormTests(WagtailPageTestCase):
    """The producer's form in the admin, filled in with a wrong coordinate."""

    @classmethod
    def setUpTestData(cls):
        cls.producer = ProducerPageFactory(latitude=21.2, longitude=104.1)
        cls.user = administrator()

    def setUp(self):
        self.client.force_login(self.user)

    def refused(self, sentence, **changes):
        """Posts the form; it must come back with the sentence and everything typed, and nothing may have changed."""
        response = edit_page(self.client, self.producer, village="Bản Dôm", **changes)
        assert response.status_code == 200
        page = soup(response)
        assert sentence in words(page)
        for name, value in {"village": "Bản Dôm", **changes}.items():
            assert typed(page, name) == value
        self.producer.refresh_from_db()
        assert (self.producer.latitude, self.producer.longitude) == (21.2, 104.1)
        assert self.producer.village == "Bản Noong Hoa"
        assert not self.producer.revisions.exists()

    def test_a_latitude_of_200_is_refused_and_what_was_typed_stays(self):
        self.refused(vi(LATITUDE_REFUSED), latitude="200")

    def test_swapped_numbers_are_refused(self):
        self.refused(vi(LATITUDE_REFUSED), latitude="104.1", longitude="21.2")
        self.refused(vi(LONGITUDE_REFUSED), latitude="104.1", longitude="21.2")

    def test_a_right_one_is_taken(self):
        response = edit_page(self.client, self.producer, latitude="21.19612", longitude="104.10345")
        assert response.status_code == 302
        self.producer.refresh_from_db()
        assert (self.producer.latitude, self.producer.longitude) == (21.19612, 104.10345)

    def test_a_phone_number_without_digits_is_refused(self):
        self.refused(vi("Please write a phone number in digits, such as 0912 345 678."), phone="gọi chị Hoạ")

    def test_a_commune_may_be_retired_but_not_deleted_under_a_producer(self):
        commune = self.producer.commune
        response = self.client.get(f"/quan-tri/commune/edit/{commune.pk}/")
        assert response.status_code == 200
        Commune.objects.filter(pk=commune.pk).update(valid_to=datetime.date(2030, 1, 1))
        assert self.client.get(self.producer.get_url()).status_code == 200
