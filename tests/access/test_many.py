"""A hundred and fifty producers, and five hundred chance pairs of them: nobody sees or changes anything of another's."""

import random

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from cooperatives.access.allowed import ALLOWED
from cooperatives.access.door import MemberDoorMiddleware
from cooperatives.models import Membership, ProducerPage, Stall
from cooperatives.onboarding import open_stall
from ocop.documents.models import SiteDocument
from ocop.images.models import SiteImage
from products.models import ProductPage
from tests.access.places import addresses, arguments, query, text_of
from tests.access.world import make_world
from tests.factories import ImageFactory, ProducerPageFactory, ProductPageFactory, UserFactory

PRODUCERS, PAIRS = 150, 500
PAGE_ROUTES = (
    "edit", "view_draft", "delete", "history", "history_results", "workflow_history", "preview_on_edit", "usage", "copy",
    "move", "unpublish", "set_privacy", "revisions_index",
)  # fmt: skip


def routes(side):
    """Return 25 addresses of one producer's things."""
    product, image, document = side["product"], side["image"], side["document"]
    chosen = "chosen_multiple"
    return [
        *(reverse(f"wagtailadmin_pages:{name}", args=[product]) for name in PAGE_ROUTES),
        reverse("wagtailadmin_pages:add", args=["products", "productpage", side["producer"]]),
        reverse("wagtailadmin_choose_page_child", args=[side["producer"]]),
        f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={product}",
        reverse("wagtailimages:edit", args=[image]),
        reverse("wagtailimages:delete", args=[image]),
        reverse("wagtailimages_chooser:chosen", args=[image]),
        f"{reverse(f'wagtailimages_chooser:{chosen}')}?id={image}",
        reverse("wagtaildocs:edit", args=[document]),
        reverse("wagtaildocs_chooser:chosen", args=[document]),
        f"{reverse(f'wagtaildocs_chooser:{chosen}')}?id={document}",
        reverse("stall_products:product", args=[product]),
        reverse("stall_products:price", args=[product]),
    ]


@pytest.mark.once
class ManyProducersTests(TestCase):
    """Chance pairs, always the same ones."""

    @classmethod
    def setUpTestData(cls):
        cls.sides = [cls.make_side(number) for number in range(PRODUCERS)]
        stalls = Stall.objects.in_bulk(field_name="producer_id")
        cls.people = {
            side["producer"]: get_user_model()(username=f"nguoi-{side['producer']}@many.example") for side in cls.sides
        }
        get_user_model().objects.bulk_create(cls.people.values())
        Membership.objects.bulk_create(
            Membership(user=user, producer_id=producer) for producer, user in cls.people.items()
        )
        inside = get_user_model().groups.through
        inside.objects.bulk_create(
            inside(user=user, group=stalls[producer].group) for producer, user in cls.people.items()
        )

    @classmethod
    def make_side(cls, number):
        """Make one producer with a draft product, a picture and a document; return their ids."""
        producer = ProducerPageFactory(title=f"HTX số {number}", slug=f"htx-so-{number}")
        collection = open_stall(producer).collection
        product = ProductPageFactory(title=f"zqx{number}z", slug="nhap", parent=producer, live=False)
        if number:
            image = SiteImage.objects.create(
                title=f"zqx{number}z", file=cls.file, width=10, height=10, collection=collection, file_size=1
            )
        else:
            image = ImageFactory(title="zqx0z", collection=collection)
            cls.file = image.file.name
        document = SiteDocument.objects.create(title=f"zqx{number}z", file="documents/khong.pdf", collection=collection)
        return {
            "number": number, "producer": producer.pk, "product": product.pk, "image": image.pk,
            "document": document.pk, "collection": collection.pk,
        }  # fmt: skip

    def picture(self):
        """Return what could have changed."""
        return (
            list(ProducerPage.objects.order_by("pk").values_list("pk", "title", "latest_revision", "path")),
            list(ProductPage.objects.order_by("pk").values_list("pk", "title", "latest_revision", "path", "live")),
            list(SiteImage.objects.order_by("pk").values_list("pk", "title", "collection")),
            list(SiteDocument.objects.order_by("pk").values_list("pk", "title", "collection")),
        )

    def test_nothing_of_another_s_in_500_pairs(self):
        chance = random.Random(30)
        pairs = [chance.sample(self.sides, 2) for __ in range(PAIRS)]
        before, asked, found = self.picture(), 0, []
        assert len(routes(self.sides[0])) == 25
        client = Client(raise_request_exception=False)
        for thief, victim in pairs:
            client.force_login(self.people[thief["producer"]])
            for address in routes(victim):
                method = chance.choice(("get", "post"))
                answer = getattr(client, method)(address, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
                asked += 1
                if answer.status_code not in (403, 404, 405) or f"zqx{victim['number']}z" in text_of(answer):
                    found.append((method, address, answer.status_code))
        assert found == []
        assert asked == PAIRS * 25
        assert self.picture() == before
        print(f"\n{asked} probes among {PRODUCERS} producers: all refused")  # noqa: T201

    def test_each_opens_its_own(self):
        client = Client()
        for side in self.sides[:: PRODUCERS // 5]:
            client.force_login(self.people[side["producer"]])
            for name in ("edit", "history"):
                address = reverse(f"wagtailadmin_pages:{name}", args=[side["product"]])
                assert f"zqx{side['number']}z" in text_of(client.get(address))


class DoorQueryTests(TestCase):
    """What the door costs each request of the admin."""

    def queries(self, user, address):
        """Return how many queries the door asks before it lets a request in."""
        request = RequestFactory().get(address)
        request.user = get_user_model().objects.get(pk=user.pk)
        request.resolver_match = match = resolve(request.path_info)
        door = MemberDoorMiddleware(lambda request: None)
        with CaptureQueriesContext(connection) as context:
            answer = door.process_view(request, match.func, match.args, match.kwargs)
        return len(context) if answer is None else None

    def costs(self, world):
        """Return {name: queries} of all that is open to A of its own, and to an editor."""
        found = {}
        for name in ALLOWED:
            address = arguments(addresses()[name][0], name, world.a) + query(name, world.a)
            for user in (world.a.user, world.editor):
                found[name, user.username] = self.queries(user, address)
        return found

    @pytest.mark.once
    def test_at_most_two_whatever_the_number_of_producers(self):
        world = make_world()
        costs = self.costs(world)
        assert {cost for cost in costs.values() if cost is not None} == {1, 2}
        for number in range(10):
            producer = ProducerPageFactory(slug=f"them-{number}")
            UserFactory(member_of=producer)
            ProductPageFactory(parent=producer)
        assert self.costs(world) == costs
