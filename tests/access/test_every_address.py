"""Every address of the admin, as a member of one producer against everything of another's, in both directions.

Wagtail answers "denied" and "saved" with the same redirect: a probe is judged by content (is a secret of the other side
anywhere in the answer?) and by the database (is every row of the other side as before?). It counts only if its control
holds: the same address, asked the same way by an administrator, or below /gian-hang/ by the other side itself, answers.
"""

import re

import pytest
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse

from cooperatives.access.allowed import ALLOWED, LEADS_HOME
from tests.access.places import OUTSIDE, addresses, arguments, query, text_of
from tests.access.verdicts import (
    CLOSED,
    CLOSED_FAMILIES,
    FREE,
    HOME,
    OUTSIDE_BY_TOKEN,
    OUTSIDE_OWN,
    OUTSIDE_UNUSED,
    OWN,
    SHADOWED,
    WITHOUT_NAME,
    verdict,
)
from tests.access.world import make_world
from tests.factories import UserFactory

pytestmark = pytest.mark.once

REFUSED = (400, 403, 404, 405)
SCRIPT = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


def untold(text, address, mark):
    """Return an answer without what the question itself said: the page for what is not found offers to search for it."""
    for said in re.findall(rf"\w*{mark}\w*", address):
        text = text.replace(said, "")
    return text


class VerdictTests(TestCase):
    """Every address has been judged, and the judgement is what the door holds."""

    def test_every_address_has_a_verdict(self):
        assert [name for name in addresses() if verdict(name) is None] == []

    def test_no_verdict_is_left_over(self):
        known = set(addresses())
        assert (FREE | OWN | HOME | CLOSED | set(SHADOWED)) - known == set()
        assert [family for family in CLOSED_FAMILIES if not any(name.startswith(family) for name in known)] == []

    def test_the_door_opens_what_the_verdicts_say(self):
        assert set(ALLOWED) == FREE | OWN
        assert HOME == LEADS_HOME

    def test_our_screens_stand_at_the_addresses_of_wagtails(self):
        known = addresses()
        for name, ours in SHADOWED.items():
            assert known[name] == known[ours]

    def test_every_address_of_a_thing_outside_the_admin_is_probed(self):
        naming = {name for name, patterns in addresses(*OUTSIDE).items() if any(mark in patterns[0] for mark in "<(")}
        assert naming == OUTSIDE_OWN | OUTSIDE_BY_TOKEN | OUTSIDE_UNUSED


class EveryAddressTests(TestCase):
    """A against B and B against A, reading and writing."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()

    def probes(self, side):
        """Yield (name, address) with `side`'s things in every place."""
        for name, patterns in addresses().items():
            if verdict(name) in (None, "shadowed") or name in WITHOUT_NAME or "logout" in name:
                continue
            for pattern in patterns:
                yield name, arguments(pattern, name, side) + query(name, side)

    def outside(self, side):
        """Yield (name, address) below /gian-hang/ and /tai-lieu/, with `side`'s things where one is named."""
        for name, patterns in addresses(*OUTSIDE).items():
            if name in OUTSIDE_OWN or "<" not in patterns[0]:
                yield name, arguments(patterns[0], name, side)

    def controls(self, probes, user, side):
        """Return ({(name, address, method) that answer `user`}, how many show something of `side`'s)."""
        client = Client(raise_request_exception=False)
        client.force_login(user)
        holding, shown = set(), 0
        for name, address in probes:
            for method in ("get", "post"):
                with transaction.atomic():  # whatever it does is taken back
                    answer = getattr(client, method)(address, **SCRIPT)
                    transaction.set_rollback(True)
                if answer.status_code < 400:
                    holding.add((name, address, method))
                    shown += side.mark in text_of(answer)
        return holding, shown

    def attack(self, user, victim, probes, open_verdicts=("free", "home")):
        """Ask for everything of `victim` as `user`; return what was found."""
        client = Client(raise_request_exception=False)
        client.force_login(user)
        before, found = victim.rows(), []
        for name, address in probes:
            for method in ("get", "post"):
                answer = getattr(client, method)(address, **SCRIPT)
                if victim.mark in untold(text_of(answer), address, victim.mark):
                    found.append((method, name, "shows"))
                if verdict(name) not in open_verdicts and answer.status_code not in REFUSED:
                    found.append((method, name, answer.status_code))
        after = victim.rows()
        if after != before:
            found.append(("rows", "changed", [key for key, row in after.items() if before[key] != row]))
        return found

    def test_a_against_b_and_b_against_a(self):
        counted = 0
        for thief, victim in ((self.world.a, self.world.b), (self.world.b, self.world.a)):
            probes = list(self.probes(victim))
            holding, shown = self.controls(probes, self.world.admin, victim)
            rest = [(name, address) for name, address in probes if name not in {held for held, __, __ in holding}]
            holding |= self.controls(rest, victim.user, victim)[0]
            assert shown > 90, f"only {shown} controls show anything: the probes would prove nothing"
            assert self.attack(thief.user, victim, probes) == []
            counted += len(holding)
        assert counted > 650
        print(f"\n{counted} probes of {len(addresses())} addresses with a control that holds: all refused")  # noqa: T201

    def test_screens_outside_the_admin(self):
        counted, home = 0, reverse("stall:home")
        for thief, victim in ((self.world.a, self.world.b), (self.world.b, self.world.a)):
            probes = list(self.outside(victim))
            holding, __ = self.controls(probes, victim.user, victim)
            found = self.attack(thief.user, victim, probes, open_verdicts=(None, "free", "home"))
            assert found == []
            naming = {(name, address) for name, address, __ in holding if name in OUTSIDE_OWN}
            assert {name for name, __ in naming} == OUTSIDE_OWN
            client = Client(raise_request_exception=False)
            client.force_login(thief.user)
            for name, address in sorted(naming):
                with self.subTest(name):
                    answers = [client.get(address), client.post(address)]
                    assert {answer.status_code for answer in answers} <= {302, 403, 404, 405}
                    # What is only ever sent leads home who comes by its address.
                    assert {answer["Location"] for answer in answers if answer.status_code == 302} <= {home}
            counted += len(holding)
        print(f"\n{counted} probes outside the admin: all refused")  # noqa: T201

    def test_one_s_own_page_opens_nothing_of_the_other_s(self):
        """An own page in the address, and the other's revision, task, review, session or row beside it."""
        a, b = self.world.a, self.world.b
        theirs = {
            "revision_id": b.revision.pk, "revision_id_a": b.own_revision.pk, "revision_id_b": b.revision.pk,
            "task_state_id": b.task_state.pk, "workflow_state_id": b.task_state.workflow_state_id,
            "session_id": b.session.pk, "destination_id": b.producer.pk, "uploaded_file_id": b.image_upload.pk,
        }  # fmt: skip
        probes = [
            (name, arguments(patterns[0], name, a, **{place: pk}) + query(name, a))
            for name, patterns in addresses().items()
            for place, pk in theirs.items()
            if f":{place}>" in patterns[0] or f"<{place}>" in patterns[0]
        ]
        assert len(probes) >= 16
        # Wagtail answers a session that is not one's own with a fresh one.
        found = [item for item in self.attack(a.user, b, probes) if item[:2] != ("post", "access:ping")]
        assert found == []

    def test_nobodys_member_gets_nothing(self):
        a, b = self.world.a, self.world.b
        stray = UserFactory(username="lac@example.vn")
        stray.groups.add(a.group)
        for side in (a, b):
            every = ("free", "home", "own", "closed")
            assert self.attack(stray, side, [*self.probes(side)], open_verdicts=every) == []

    def test_own_things_open(self):
        """What is not refused to A of B's is open to A of A's own."""
        a = self.world.a
        own = [(name, address) for name, address in self.probes(a) if verdict(name) == "own"]
        holding, __ = self.controls(own, a.user, a)
        opened = {name for name, __, __ in holding}
        assert OWN - opened == {
            # A draft that was never public, a picture on no page: `tests/access/test_unreviewed.py`.
            "wagtailadmin_pages:delete", "wagtailimages:delete", "wagtailimages:delete_multiple",
        }  # fmt: skip
        for name in ("edit", "history", "view_draft"):
            self.client.force_login(a.user)
            assert self.client.get(reverse(f"wagtailadmin_pages:{name}", args=[a.draft.pk])).status_code == 200, name
