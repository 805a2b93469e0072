"""What no form offers in a field that takes a number, posted by each role to its forms. Never a 500."""

import re
from itertools import chain, cycle, islice

from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.foundation.groups import OFFICERS, prepare_library
from home.models import HomePage
from products.models import Certificate
from tests.access.places import addresses, arguments
from tests.access.world import make_world
from tests.cooperatives.test_joining import officer
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentPageFactory,
    StandardFactory,
    VideoPageFactory,
)
from tests.reading import form_values, soup, soup_of, words

HUGE = "9" * 25
FORGED = [HUGE, "abc", "-1", "1\0"]
BROKEN = {500}

FILES = ["wagtailimages:edit", "wagtaildocs:edit"]
EDITORS_FORMS = [
    *FILES, "wagtailadmin_pages:move", "wagtailadmin_pages:copy", "products:choose_parent", "review:decide",
    "wagtailsettings:edit", "banners:edit", "news_authors:add",
]  # fmt: skip
OFFICERS_FORMS = [
    "certificates:add", "certificates:edit", "offers:add", "sector:edit", "productset:add",
    "crop:edit", "standard:edit", "commune:add", "contactconfirmation:edit", "statistics:add",
    "people:add", "people:people", "stall_requests:answer",
]  # fmt: skip
ADMINISTRATORS_FORMS = [
    "wagtailadmin_collections:edit", "wagtailadmin_workflows:edit", "wagtailadmin_workflows:edit_task",
    "wagtailredirects:edit", "wagtailsites:edit", "wagtailusers_users:edit",
]  # fmt: skip

BOOKKEEPING = re.compile(r"^csrfmiddlewaretoken$|^next$|_FORMS$|-(id|ORDER|count)$")


class Form:
    """A form as a page draws it: where it goes, what it sends untouched, with a row more in each of its empty lists."""

    def __init__(self, tag, address):
        self.address = tag.get("action", "").partition("#")[0] or address
        self.values, self.numbers = {}, []
        for template in tag.select("template[id$=EMPTY_FORM_TEMPLATE]"):
            template.replace_with(soup_of(template.decode_contents().replace("__prefix__", "0")))
        for field in tag.select("input[name], select[name], textarea[name]"):
            if field.get("type") not in ("submit", "file"):
                self.take(field)
        for stream in tag.select("[data-block]"):
            self.values[f"{stream['id']}-count"] = "0"

    def take(self, field):
        """Note what a field sends, and whether it is one that takes a number."""
        name, kind = field["name"], field.get("type", field.name)
        chosen = field.select_one("option[selected]") or field.select_one("option") or field
        if kind not in ("checkbox", "radio") or field.has_attr("checked"):
            self.values[name] = field.get_text().strip() if kind == "textarea" else chosen.get("value", "")
        if name.endswith(("-TOTAL_FORMS", "-0-ORDER")):
            self.values[name] = str(max(int(self.values[name] or 0), 1))
        if kind in ("select", "hidden", "checkbox", "radio") and not BOOKKEEPING.search(name):
            self.numbers.append(name)

    @property
    def known_by(self):
        """What it is called; it may stand on several screens."""
        return self.address, tuple(self.values)

    def forged(self):
        """Yield what is sent with each forged number in turn in each field that takes one."""
        for shift in range(len(FORGED)):
            yield {**self.values, **dict(zip(self.numbers, islice(cycle(FORGED), shift, None), strict=False))}


def listed(value):
    """Return what a list of blocks sends of one."""
    return {"count": "1", "0": {"value": value, "order": "0", "deleted": ""}}


class ForgedNumbersTestCase(TestCase):
    """The people of the house, and somebody's pages."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()
        cls.officer = officer(username="canbo@example.vn")
        cls.article, cls.paper = ArticlePageFactory(), LegalDocumentPageFactory()
        prepare_library(Group.objects.get(name=OFFICERS))
        StandardFactory()

    def edit(self, page):
        return reverse("wagtailadmin_pages:edit", args=[page.pk])

    def statuses(self, client, address, each):
        """Send each of several forms, and take back what it did; return the statuses of the answers."""
        found = []
        for values in each:
            with transaction.atomic():
                found.append(client.post(address, values).status_code)
                transaction.set_rollback(True)
        return found

    def signed_in(self, user):
        client = Client(raise_request_exception=False)
        client.force_login(user)
        return client


class EveryFormTests(ForgedNumbersTestCase):
    """Forms of each role, each field that offers a choice or hides a number."""

    def walk(self, user, names, *pages):
        """Send the forms at the addresses of these names, and of pages, with forged numbers; return the names of all fields."""
        known, client, sent = addresses("quan-tri/", "gian-hang/"), self.signed_in(user), {}
        places = [arguments(known[name][-1], name, self.world.a) for name in names]
        for address in places + [self.edit(page) for page in pages]:
            answer = client.get(address)
            assert answer.status_code == 200, address
            for form in (Form(tag, address) for tag in soup_of(answer.content).select("form[method=post i]")):
                if form.values and form.numbers and form.known_by not in sent:
                    sent[form.known_by] = form.numbers
                    broken = BROKEN.intersection(self.statuses(client, form.address, form.forged()))
                    assert not broken, (form.address, form.numbers)
        return set(chain(*sent.values()))

    def test_a_members(self):
        stall = [
            "stall:home", "stall:photos", "stall:photo", "stall:contact", "stall:history", "members:people",
            "stall_products:product", "stall_products:price", "stall_products:months", "stall_products:stock",
        ]  # fmt: skip
        sent = self.walk(self.world.a.user, stall)
        assert sent >= {"seen", "all_year"}
        sent = self.walk(self.world.a.user, FILES, self.world.a.draft, self.world.a.producer)
        assert sent >= {"main_image", "product_set", "crop", "gallery-0-image", "held_standards-0-standard", "commune"}

    def test_an_editors(self):
        sent = self.walk(self.world.editor, EDITORS_FORMS, self.article, VideoPageFactory(), HomePage.objects.get())
        assert sent >= {"new_parent_page", "parent_page", "collection", "category", "social_image"}

    def test_an_officers(self):
        sent = self.walk(self.officer, OFFICERS_FORMS, self.paper)
        assert sent >= {"product", "stars", "scan", "producer", "commune", "successors", "relations-0-target"}

    def test_an_administrators(self):
        sent = self.walk(self.world.admin, ADMINISTRATORS_FORMS)
        assert sent >= {"groups", "root_page", "redirect_page", "workflow_tasks-0-task"}


class BlocksTests(ForgedNumbersTestCase):
    """What is chosen in a text of blocks."""

    def test_pictures_files_and_pages(self):
        client = self.signed_in(self.world.editor)
        values = form_values(client, self.edit(self.article), "page-edit-form")
        known = self.article.pk
        for number in FORGED:
            picture = {"image": {"image": number, "decorative": "", "alt_text": "Na"}, "caption": ""}
            link = rich_text(f'<p><a linktype="page" id="{known}">na</a></p>')
            blocks = [
                ("text", link.replace(f'"id": {known}', f'"id": "{number}"')), ("picture", picture),
                ("gallery", {"pictures": listed(picture)}), ("document", {"document": number}),
                ("video", {"video": number}), ("producers", {"producers": listed(number)}),
                ("products", {"products": listed(number)}),
            ]  # fmt: skip
            assert number in blocks[0][1]
            with transaction.atomic():
                sent = client.post(
                    self.edit(self.article), {**values, **nested_form_data({"body": streamfield(blocks)})}
                )
                assert sent.status_code == 302, number
                assert client.get(self.edit(self.article)).status_code == 200, number
                transaction.set_rollback(True)


class BookkeepingTests(ForgedNumbersTestCase):
    """How many rows and blocks there are, their numbers, and where a form leads: what a browser never changes."""

    def test_it_is_answered_as_no_browsers(self):
        client = self.signed_in(self.world.editor)
        product = self.edit(self.world.a.draft)
        values = form_values(client, product, "page-edit-form")
        row = nested_form_data({"gallery": inline_formset([{"image": self.world.a.image.pk, "caption": "", "id": ""}])})
        block = nested_form_data({"body": streamfield([("text", rich_text("<p>Na</p>"))])})
        sound = {**values, **row, **block}
        assert self.statuses(client, product, [sound]) == [302]
        for name in ("gallery-TOTAL_FORMS", "gallery-INITIAL_FORMS", "gallery-0-id", "body-count", "body-0-order"):
            forged = [{**sound, name: number} for number in FORGED]
            assert self.statuses(client, product, forged) == [400] * len(FORGED), name
        assert self.statuses(client, product, [{**sound, "body-count": "7"}]) == [400]
        assert self.statuses(client, product, [{**sound, "next": "abc"}, {**sound, "next": "/quan-tri/"}]) == [400, 302]

    def test_a_copy_goes_below_a_page_that_is_there(self):
        client = self.signed_in(self.world.editor)
        copy = reverse("wagtailadmin_pages:copy", args=[self.world.a.product.pk])
        values = form_values(client, copy, None)
        forged = [{**values, "new_parent_page": number} for number in FORGED]
        assert self.statuses(client, copy, forged) == [404] * len(FORGED)
        assert self.statuses(client, copy, [values]) == [302]


class CertificateTests(ForgedNumbersTestCase):
    """The officer's form of a certificate, as one example of what is read then."""

    def test_a_forged_product_is_refused_in_plain_words(self):
        certificate = self.world.a.certificate
        address = reverse("certificates:edit", args=[certificate.pk])
        client = self.signed_in(self.officer)
        (form,) = [Form(tag, address) for tag in soup_of(client.get(address).content).select("form[method=post i]")]
        before = Certificate.objects.values().get(pk=certificate.pk)
        for number in FORGED:
            answer = client.post(address, {**form.values, "product": number, "scan": number})
            for name in ("product", "scan"):
                refusal = soup(answer).select_one(f"#panel-child-{name}-errors, [id*={name}-errors]")
                assert re.search("Hãy chọn|Không được có ký tự rỗng", words(refusal)), number
        assert Certificate.objects.values().get(pk=certificate.pk) == before
