"""A site's first hour: an empty database, with the demo and without."""

import datetime
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, Site

from cooperatives.models import Commune, ProducerPage, Standard
from home.models import HomePage, MenuItem
from products.models import ProductSet, Sector

pytestmark = pytest.mark.django_db

PREPARED = [Commune, Group, HomePage, MenuItem, Page, ProductSet, Sector, Standard, get_user_model()]


def counts():
    """How many rows there are of what preparing a site writes."""
    return {model._meta.label: model.objects.count() for model in PREPARED}


class TestRealSite:
    """Where the demo may not load, as in production."""

    @pytest.fixture(autouse=True)
    def no_demo(self, settings):
        settings.OCOP_ALLOW_DEMO = False

    @pytest.mark.parametrize("command", ["load_demo", "generate_catalogue"])
    def test_invented_producers_are_refused_and_nothing_changes(self, command):
        before = counts()
        with pytest.raises(CommandError, match="OCOP_ALLOW_DEMO"):
            call_command(command)
        assert counts() == before

    def test_sections_groups_menus_and_tables_are_made_once(self):
        call_command("prepare_site", verbosity=0)
        before = counts()
        call_command("prepare_site", verbosity=0)
        assert counts() == before
        assert (Commune.objects.count(), ProductSet.objects.count(), Sector.objects.count()) == (30, 26, 6)
        assert list(Page.objects.filter(depth=3).order_by("path").values_list("slug", flat=True)) == [
            "san-pham",
            "hop-tac-xa",
            "tin-tuc",
            "tra-cuu",
            "xuc-tien-thuong-mai",
            "video",
            "chuoi-gia-tri",
            "so-lieu",
        ]
        assert set(Group.objects.values_list("name", flat=True)) == {"Editors", "Officers"}
        assert Site.objects.get().root_page.specific_class is HomePage
        assert not ProducerPage.objects.exists()

    def test_front_page_and_sections_open_while_they_are_empty(self, client):
        call_command("prepare_site", verbosity=0)
        addresses = [
            "/",
            "/san-pham/",
            "/san-pham/lich-mua-vu/",
            "/hop-tac-xa/",
            "/tin-tuc/",
            "/video/",
            "/tim-kiem/?q=ca+phe",
        ]
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)

    def test_a_front_page_whose_change_waits_for_its_day_stays_up(self, client):
        call_command("prepare_site", verbosity=0)
        home = HomePage.objects.get()
        public_title = home.title
        home.title, home.go_live_at = "Trang chủ mới", timezone.now() + datetime.timedelta(days=3)
        home.save_revision().publish()
        home = HomePage.objects.get()
        assert (home.live, home.title) == (True, public_title)
        assert home.scheduled_revision.object_str == "Trang chủ mới"
        assert client.get("/").status_code == 200

    def test_the_public_version_is_older_than_a_draft_and_changes_nothing_else(self):
        call_command("prepare_site", verbosity=0)
        HomePage.objects.update(live_revision=None)
        home = HomePage.objects.get()
        draft = home.save_revision()
        call_command("prepare_site", verbosity=0)
        home = HomePage.objects.get()
        assert home.live_revision.created_at < draft.created_at
        assert (home.latest_revision, draft.is_latest_revision()) == (draft, True)
        number = home.revisions.count()
        call_command("prepare_site", verbosity=0)
        assert home.revisions.count() == number


class TestEmptyDatabase:
    """Where `make run` finds nothing yet."""

    @pytest.mark.once
    def test_random_password_is_printed_once(self, monkeypatch):
        monkeypatch.delenv("DEMO_PASSWORD", raising=False)
        first, second = StringIO(), StringIO()
        call_command("load_demo", renditions=False, if_empty=True, stdout=first)
        password = first.getvalue().rstrip().rsplit(" ", 1)[-1]
        assert get_user_model().objects.get(username="quantri").check_password(password)
        call_command("load_demo", renditions=False, stdout=second)
        assert password not in second.getvalue()
