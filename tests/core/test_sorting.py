"""Names in the order people look them up."""

import pytest
from django.db.models import Value
from django.urls import reverse

from cooperatives.models import Commune, ProducerPage
from ocop.core.sorting import MARKED, Alphabetical
from ocop.core.text import fold
from tests.factories import CommuneFactory, ProducerPageFactory
from tests.reading import administrator, soup

NAMES = ["HTX Nếp", "HTX Nông", "HTX Đồi", "htx cam", "Ấp Bắc"]


@pytest.mark.django_db
class TestAlphabetical:
    def test_the_database_folds_letters_as_we_do(self):
        CommuneFactory()
        for text in (MARKED, "Đường Phèn 1", ""):
            assert Commune.objects.values_list(Alphabetical(Value(text)), flat=True)[0] == fold(text)

    def test_nep_stands_before_nong_for_buyers_officers_and_editors(self, client):
        for name in NAMES:
            ProducerPageFactory(title=name)
        expected = ["Ấp Bắc", "htx cam", "HTX Đồi", "HTX Nếp", "HTX Nông"]
        section = ProducerPage.objects.first().get_parent()
        shown = client.get(section.get_url()).context["producers"]
        assert [page.title for page in shown] == expected
        client.force_login(administrator())
        for listing in ("people:index", "producers:index"):
            rows = soup(client.get(reverse(listing), {"ordering": "title"})).select("tbody tr")
            text = [row.get_text(" ", strip=True) for row in rows]
            assert [name for line in text for name in expected if name in line] == expected
            rows = client.get(reverse(listing), {"ordering": "-title"}).context["object_list"]
            assert [page.title for page in rows] == expected[::-1]

    def test_communes_stand_in_the_alphabets_order(self):
        for number, name in enumerate(("Nông Trường", "Nếp Lò", "Ẳng")):
            CommuneFactory(name=name, code=f"0999{number}")
        assert [unit.name for unit in Commune.objects.all()] == ["Ẳng", "Nếp Lò", "Nông Trường"]
