"""People who write for producers."""

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory

from cooperatives.models import StallRequest
from cooperatives.onboarding import add_member
from tests.factories.places import CommuneFactory, ProducerPageFactory


class UserFactory(DjangoModelFactory):
    """An account without any role; `member_of=producer` makes it a member, `lead=True` the lead member."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi-{n}@example.vn")
    email = factory.SelfAttribute("username")
    first_name = "Hoạ"
    last_name = "Lò Thị"

    @factory.post_generation
    def member_of(user, create, producer, lead=False, **kwargs):  # noqa: N805
        """`member_of=producer`, `member_of__lead=True`."""
        if create and producer:
            add_member(user, producer, lead)


class MemberFactory(UserFactory):
    """A member of a producer of its own."""

    @factory.post_generation
    def member_of(user, create, producer, lead=False, **kwargs):  # noqa: N805
        """The producer is made where none is given."""
        if create:
            add_member(user, producer or ProducerPageFactory(), lead)


class StallRequestFactory(DjangoModelFactory):
    """A co-operative that asks for a stall, and waits."""

    class Meta:
        model = StallRequest

    name = "HTX Rau sạch Nà Sản"
    commune = factory.SubFactory(CommuneFactory)
    village = "Bản Nà Sản"
    products = "Rau cải mèo, cà chua, dưa chuột; cà chua đã có 3 sao OCOP."
    contact_name = "Lò Văn Thắng"
    phone = "0912 345 678"
    email = factory.Sequence(lambda n: f"thang-{n}@example.vn")
    consent_version = "2026-1"
