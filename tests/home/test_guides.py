"""The guides in docs/huong-dan as pages of the site."""

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase

from home.guides import FILES, FOLDER, find_guide, guides, read
from tests.factories import UserFactory, site_tree
from tests.reading import soup, words

pytestmark = pytest.mark.once


class GuideTests(TestCase):
    """Every guide is a page, and every link and picture in it leads somewhere."""

    @classmethod
    def setUpTestData(cls):
        site_tree()

    def test_every_guide_is_listed_and_opens(self):
        listed = {link["href"]: words(link) for link in soup(self.client.get("/huong-dan/")).select(".guide__list a")}
        written = {path.name for path in FOLDER.glob("*.md")} - {"README.md"}
        assert written == {file for slug, file in FILES.items() if find_guide(slug)}
        assert list(listed) == [f"/huong-dan/{guide.slug}/" for guide in guides()]
        for url, title in listed.items():
            page = soup(self.client.get(url))
            assert words(page.h1) == title
            assert len(page.select("h1")) == 1

    def test_links_and_pictures_lead_somewhere(self):
        for guide in guides():
            page = soup(self.client.get(f"/huong-dan/{guide.slug}/"))
            anchors = {tag["id"] for tag in page.select("[id]")}
            for link in page.select(".guide__text a[href], .guide__sections a[href]"):
                target, __, anchor = link["href"].partition("#")
                with self.subTest(guide=guide.slug, link=link["href"]):
                    if target:
                        assert target.startswith("/huong-dan/")
                        assert self.client.get(target).status_code == 200
                    else:
                        assert anchor in anchors
            for image in page.select(".guide__text img"):
                with self.subTest(guide=guide.slug, image=image["src"]):
                    assert image["alt"]
                    assert self.client.get(image["src"])["Content-Type"].startswith("image/")

    def test_what_is_no_guide_is_not_found(self):
        for address in ("khong-co/", "README/", "anh/khong-co.webp", "anh/..%2FREADME.md", "anh/%2E%2E", "anh/a.html"):
            with self.subTest(address):
                assert self.client.get(f"/huong-dan/{address}").status_code == 404

    def test_files_become_addresses(self):
        html = read(
            "x", "# Bài\n\n[Cán bộ](can-bo.md#số-liệu), [ngoài](https://example.vn/), ![Vườn](anh/vuon.webp)\n"
        ).html
        links = BeautifulSoup(html, "html.parser")
        assert [link["href"] for link in links.select("a")] == ["/huong-dan/can-bo/#số-liệu", "https://example.vn/"]
        assert links.img["src"] == "/huong-dan/anh/vuon.webp"

    def test_the_admin_offers_them_and_nothing_elsewhere(self):
        self.client.force_login(UserFactory(is_superuser=True))
        page = self.client.get("/quan-tri/").content.decode()
        assert "/huong-dan/can-bo/" in page
        for foreign in ("docs.wagtail", "guide.wagtail", "releases.wagtail"):
            assert foreign not in page
