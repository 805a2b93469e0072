"""The producers' pages, as their members, editors and buyers meet them."""

import datetime

import pytest
from django.test import override_settings
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cooperatives.models import (
    ContactConfirmation,
    ProducerIndexPage,
    ProducerPage,
    ProducerPicture,
    ProducerStandard,
)
from home.models import HomePage
from products import catalogue
from products.models import ProductPage
from tests.factories import CommuneFactory, ImageFactory, ProducerPageFactory, ProductPageFactory, StandardFactory
from tests.factories.site import site_tree
from tests.reading import administrator, card_titles, edit_page, query_count, soup, structured_data, vi, words

ADDRESS = "/hop-tac-xa/doi-nang/"


def ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


def written(day):
    return f"{day.day}/{day.month}/{day.year}"


class ProducerIndexPageTests(WagtailPageTestCase):
    """The page of all producers."""

    @classmethod
    def setUpTestData(cls):
        cls.page = site_tree().producers
        cls.user = administrator()

    def test_it_stands_below_the_front_page_only(self):
        self.assertAllowedParentPageTypes(ProducerIndexPage, {HomePage})

    def test_producers_stand_below_it(self):
        self.assertAllowedSubpageTypes(ProducerIndexPage, {ProducerPage})

    def test_it_renders(self):
        self.assertPageIsRenderable(self.page)

    def test_it_is_edited_in_the_admin(self):
        self.client.force_login(self.user)
        assert edit_page(self.client, self.page, introduction="Ai làm ra, ở bản nào.").status_code == 302
        self.page.refresh_from_db()
        assert self.page.introduction == "Ai làm ra, ở bản nào."

    def test_a_visitor_sees_the_producers(self):
        ProducerPageFactory(title="HTX Đồi Nắng")
        assert "HTX Đồi Nắng" in words(self.client.get("/hop-tac-xa/"))


class ProducerPageTestCase(WagtailPageTestCase):
    """A co-operative with every field a buyer reads."""

    @classmethod
    def setUpTestData(cls):
        cls.page = ProducerPageFactory(
            title="HTX Đồi Nắng",
            slug="doi-nang",
            name_en="Sunny Hill Co-operative",
            commune=CommuneFactory(),
            former_commune=CommuneFactory(former=True),
            address_as_written="Bản Noong Hoa, xã Cò Nòi, huyện Mai Sơn",
            representative="Lò Thị Hoạ",
            households=1_031,
            area_ha="42.5",
            founded=2016,
            latitude=21.19612,
            longitude=104.10345,
            phone="+84 212 385 1234",
            zalo="0912 345 678",
            email="doinang@mai-son.example",
            website="https://doinang.example/",
            facebook="https://facebook.example/doinang",
        )
        cls.user = administrator()

    def open(self, address=ADDRESS):
        response = self.client.get(address)
        assert response.status_code == 200
        return response


class ProducerPageTests(ProducerPageTestCase):
    """The five, and what else a producer's page does."""

    def test_it_stands_below_the_producers_page_only(self):
        self.assertAllowedParentPageTypes(ProducerPage, {ProducerIndexPage})

    def test_products_stand_below_it(self):
        self.assertAllowedSubpageTypes(ProducerPage, {ProductPage})

    def test_it_renders(self):
        self.assertPageIsRenderable(self.page)

    def test_it_is_edited_in_the_admin_with_story_pictures_and_standards(self):
        image, standard = ImageFactory(), StandardFactory()
        self.client.force_login(self.user)
        changes = nested_form_data(
            {
                "body": streamfield([("text", rich_text("<p>Năm 2016 có mười hộ.</p>"))]),
                "gallery": inline_formset([{"image": image.pk, "caption": "Nương na"}]),
                "held_standards": inline_formset([{"standard": standard.pk, "number": "VG-14", "expires_on": ""}]),
            }
        )
        response = edit_page(self.client, self.page, summary="Na, dâu tây và mận.", **changes)
        assert response.status_code == 302
        response = self.open()
        text = words(response)
        for part in ("Na, dâu tây và mận.", "Năm 2016 có mười hộ.", "Nương na", "VG-14"):
            assert part in text
        assert response.context["gallery"][0].image == image

    def test_a_buyer_can_call_write_and_find_the_way(self):
        links = {link["href"] for link in soup(self.open()).select("main a")}
        assert {
            "tel:+842123851234",
            "https://zalo.me/0912345678",
            "mailto:doinang@mai-son.example",
            "https://doinang.example/",
            "https://facebook.example/doinang",
            "https://www.google.com/maps/dir/?api=1&destination=21.19612%2C104.10345",
        } <= links
        assert "0212 385 1234" in words(self.open())

    def test_the_place_stands_with_todays_name_and_as_on_papers(self):
        text = words(self.open())
        assert "Bản Noong Hoa, xã Mai Sơn" in text
        assert "Bản Noong Hoa, xã Cò Nòi, huyện Mai Sơn" in text
        assert "42,5 ha" in text
        assert "1.031" in text

    def test_what_is_not_filled_in_is_not_drawn(self):
        bare = ProducerPageFactory(slug="trong", phone="", village="")
        page = soup(self.open("/hop-tac-xa/trong/"))
        hrefs = [link["href"] for link in page.select("main a")]
        assert [href for href in hrefs if href.startswith(("tel:", "mailto:", "https:", "http:"))] == []
        assert "None" not in words(page.main)
        assert bare.zalo_url == bare.phone_href == bare.directions_url == ""

    def test_its_products_stand_on_the_page(self):
        ProductPageFactory(title="Na dai", parent=self.page, stars=4)
        ProductPageFactory(title="Dâu tây", parent=self.page, live=False)
        catalogue.refresh_all()
        response = self.open()
        assert card_titles(response) == ["Na dai"]
        assert [entry.product.title for entry in response.context["certificates"]] == ["Na dai"]
        assert "Na dai 4\u00a0sao, đến\u00a0" in soup(response).select_one(".producer__certificates").get_text()

    def test_without_products_it_says_whom_to_ask(self):
        assert vi("No product here yet. Call to ask what there is.") in words(self.open())

    def test_months_of_all_products_join_into_one_row_per_crop(self):
        ProductPageFactory(parent=self.page, supply=(1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        ProductPageFactory(parent=self.page, supply=(0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        catalogue.refresh_all()
        assert self.open().context["crop_rows"] == [
            {"name": "Dâu tây", "cells": [1, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0], "is_all_year": False}
        ]

    def test_a_draft_is_no_page_and_neither_are_its_products(self):
        ProductPageFactory(title="Na dai", slug="na-dai", parent=self.page)
        catalogue.refresh_all()
        assert card_titles(self.client.get("/san-pham/")) == ["Na dai"]
        self.page.unpublish()
        assert self.client.get(ADDRESS).status_code == 404
        assert card_titles(self.client.get("/san-pham/")) == []

    def test_a_private_producer_takes_its_products_along(self):
        ProductPageFactory(title="Na dai", slug="na-dai", parent=self.page)
        catalogue.refresh_all()
        PageViewRestriction.objects.create(page=self.page, restriction_type=PageViewRestriction.LOGIN)
        assert self.client.get(f"{ADDRESS}na-dai/").status_code == 302
        assert card_titles(self.client.get("/san-pham/")) == []
        assert "HTX Đồi Nắng" not in words(self.client.get("/hop-tac-xa/"))

    def test_in_english_the_page_bears_its_english_name(self):
        response = self.open("/en" + ADDRESS)
        assert words(soup(response).h1) == "Sunny Hill Co-operative"
        assert soup(response).html["lang"] == "en"

    @pytest.mark.once
    def test_as_many_queries_for_many_products_as_for_few(self):
        ProductPageFactory(parent=self.page, main_image=ImageFactory(), stars=4, supply=(3,) * 12)
        ProducerPicture.objects.create(page=self.page, image=ImageFactory())
        ProducerStandard.objects.create(page=self.page, standard=StandardFactory())
        catalogue.refresh_all()
        few = query_count(self.client, ADDRESS)
        image = ImageFactory()
        for _number in range(20):
            ProductPageFactory(parent=self.page, main_image=image, stars=4, supply=(3,) * 12)
            ProducerPicture.objects.create(page=self.page, image=image)
        catalogue.refresh_all()
        assert query_count(self.client, ADDRESS) == few
        assert few <= 15


@pytest.mark.once
class ContactTests(ProducerPageTestCase):
    """The day a contact was last confirmed."""

    @override_settings(OCOP_STALE_AFTER_DAYS=90)
    def test_the_day_is_shown_and_doubted_after_90_days(self):
        confirmation = ContactConfirmation.objects.create(producer=self.page, confirmed_on=ago(90))
        fresh = vi("Contact confirmed by the maker on %(day)s", day=written(ago(90)))
        assert fresh in words(self.open())
        confirmation.confirmed_on = ago(91)
        confirmation.save()
        stale = vi("Contact last confirmed on %(day)s, it may have changed", day=written(ago(91)))
        assert stale in words(self.open())

    def test_never_confirmed_says_nothing_of_a_day(self):
        assert soup(self.open()).select(".contact__confirmed") == []
        assert self.page.contact_is_stale

    def test_publishing_a_draft_never_turns_a_confirmation_back(self):
        ContactConfirmation.objects.create(producer=self.page, confirmed_on=ago(100))
        revision = self.page.save_revision()
        ContactConfirmation.objects.update(confirmed_on=ago(1))
        revision.publish()
        assert ProducerPage.objects.get(pk=self.page.pk).contact_confirmed_on == ago(1)


@pytest.mark.once
class MachineTests(ProducerPageTestCase):
    """What search engines read."""

    def test_json_ld_describes_the_organisation(self):
        assert structured_data(self.open())["Organization"] == {
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": "HTX Đồi Nắng",
            "alternateName": "Sunny Hill Co-operative",
            "description": "Ba mươi mốt hộ trồng na trên nương đá, dâu tây ở chân đồi.",
            "url": f"http://testserver{ADDRESS}",
            "foundingDate": "2016",
            "telephone": "+84 212 385 1234",
            "email": "doinang@mai-son.example",
            "sameAs": ["https://doinang.example/", "https://facebook.example/doinang"],
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Bản Noong Hoa",
                "addressLocality": "xã Mai Sơn",
                "addressRegion": "Sơn La",
                "addressCountry": "VN",
            },
            "location": {
                "@type": "Place",
                "geo": {"@type": "GeoCoordinates", "latitude": 21.19612, "longitude": 104.10345},
            },
        }

    def test_json_ld_leaves_out_what_is_unknown(self):
        ProducerPageFactory(slug="trong", phone="", email="")
        data = structured_data(self.open("/hop-tac-xa/trong/"))["Organization"]
        assert sorted(data) == ["@context", "@type", "address", "description", "name", "url"]
