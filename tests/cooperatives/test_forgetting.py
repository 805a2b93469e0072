"""What is known of people who have no place here is deleted in time; nothing else is."""

import datetime
from io import StringIO

from django.core.management import call_command
from django.test import TestCase, override_settings
from django.utils import timezone

from cooperatives.choices import RequestState
from cooperatives.models import Invitation, StallRequest
from cooperatives.onboarding import invite
from tests.factories import ProducerPageFactory, StallRequestFactory


def ago(days):
    return timezone.now() - datetime.timedelta(days=days)


@override_settings(OCOP_FORGET_AFTER_DAYS=180)
class ForgettingTests(TestCase):
    """Requests and invitations of different ages and fates."""

    @classmethod
    def setUpTestData(cls):
        for name, state, handled_at in (
            ("old", RequestState.DECLINED, ago(181)),
            ("young", RequestState.DECLINED, ago(179)),
            ("waiting", RequestState.NEW, None),
            ("accepted", RequestState.ACCEPTED, ago(400)),
        ):
            StallRequestFactory(name=name, state=state, handled_at=handled_at, sent_at=ago(500))
        producer = ProducerPageFactory()
        for name, changes in {
            "expired": {"expires_at": ago(181)},
            "revoked": {"expires_at": ago(-5), "revoked_at": ago(181)},
            "recent": {"expires_at": ago(179)},
            "open": {},
            "taken": {"expires_at": ago(400), "accepted_at": ago(410)},
        }.items():
            invitation, __ = invite(producer, f"{name}@example.vn", name, None)
            Invitation.objects.filter(pk=invitation.pk).update(**changes)

    def run_command(self, **options):
        out = StringIO()
        call_command("forget_declined", stdout=out, **options)
        left = set(StallRequest.objects.values_list("name", flat=True))
        return out.getvalue().strip(), left, set(Invitation.objects.values_list("name", flat=True))

    def test_the_old_go_and_all_others_stay(self):
        said, requests, invitations = self.run_command()
        assert said == "1 requests and 2 invitations deleted"
        assert requests == {"young", "waiting", "accepted"}
        assert invitations == {"recent", "open", "taken"}
        assert self.run_command()[0] == "0 requests and 0 invitations deleted"

    def test_a_dry_run_deletes_nothing(self):
        said, requests, invitations = self.run_command(dry_run=True)
        assert said == "1 requests and 2 invitations would be deleted"
        assert (len(requests), len(invitations)) == (4, 5)

    def test_the_setting_decides(self):
        with self.settings(OCOP_FORGET_AFTER_DAYS=178):
            assert self.run_command()[0] == "2 requests and 3 invitations deleted"
