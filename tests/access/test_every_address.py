"""Every address of the admin, as a member of one producer against everything of another's, in both directions.

Wagtail answers "denied" and "saved" with the same redirect: a probe is judged by content (is a secret of the other side
anywhere in the answer?) and by the database (is every row of the other side as before?). It counts only if its control
holds: the same address, asked by an administrator with the same arguments, answers.
"""

import re

from django.test import Client, TestCase
from django.urls import get_resolver, reverse

from cooperatives.access.allowed import ALLOWED, LEADS_HOME
from tests.access.world import make_world

# What is behind each name: "own" opens for one's own things, "free" shows nothing of anybody's, "home" leads to the
# stall, "closed" is refused. A name that is missing here fails the test: decide, then write it down.
FREE = {
    "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_account", "wagtailadmin_dismissibles",
    "wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
    "wagtailadmin_block_preview", "wagtailadmin_editing_sessions:release", "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_search", "wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link", "wagtailadmin_choose_page_anchor_link", "wagtailimages:add",
    "wagtailimages:add_multiple", "wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:create", "wagtaildocs:add", "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results", "wagtaildocs_chooser:create",
}  # fmt: skip
OWN = {
    *(
        f"wagtailadmin_pages:{name}"
        for name in (
            "add", "preview_on_add", "edit", "preview_on_edit", "view_draft", "delete", "history", "history_results",
            "revisions_index", "revisions_view", "revisions_revert", "revisions_compare", "workflow_history",
            "workflow_history_detail", "workflow_action", "collect_workflow_action_data",
            "confirm_workflow_cancellation",
        )
    ),
    "wagtailadmin_editing_sessions:ping", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple",
    "wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:delete_upload_multiple",
    "wagtailimages:edit_multiple", "wagtailimages:delete_multiple", "wagtailimages:edit", "wagtailimages:delete",
    "wagtailimages:preview", "wagtailimages_chooser:chosen", "wagtailimages_chooser:chosen_multiple",
    "wagtailimages_chooser:select_format", "wagtaildocs:edit", "wagtaildocs:delete", "wagtaildocs_chooser:chosen",
    "wagtaildocs_chooser:chosen_multiple",
}  # fmt: skip
HOME = {"wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailadmin_pages:add_subpage"}
# Closed: whole families whose names begin so, and single ones.
CLOSED_FAMILIES = (
    "wagtailadmin_api:", "wagtailadmin_collections:", "wagtailadmin_workflows:", "wagtailadmin_reports:", "review:",
    "wagtailredirects:", "wagtailsettings:", "wagtailembeds:", "wagtailsnippets:", "certificates:", "offers:",
    "sector:", "productset:", "crop:", "standard:", "commune:", "contactconfirmation:", "wagtailsites:",
    "wagtailusers_users:", "wagtailusers_groups:",
)  # fmt: skip
CLOSED = {
    *(
        f"wagtailadmin_pages:{name}"
        for name in (
            "type_use", "type_use_results", "choose_parent", "usage", "unpublish", "convert_alias", "search",
            "search_results", "move", "move_confirm", "set_page_position", "copy", "workflow_preview", "set_privacy",
            "lock", "unlock", "revisions_unschedule",
        )
    ),
    "wagtailadmin_error_test", "wagtailadmin_explore_results", "wagtail_bulk_action", "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete", "wagtaildocs:index", "wagtaildocs:index_results", "wagtaildocs:add_multiple",
    "wagtaildocs:edit_multiple", "wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_multiple",
    "wagtaildocs:delete_upload_multiple", "wagtaildocs:document_usage", "wagtailimages:index",
    "wagtailimages:index_results", "wagtailimages:url_generator", "wagtailimages:url_generator_output",
    "wagtailimages:image_usage",
}  # fmt: skip
# Not reachable as a page of its own.
WITHOUT_NAME = {"?"}


def addresses():
    """Return {name: [pattern, …]} of every address below the admin."""
    found = {}

    def walk(patterns, prefix, namespace):
        for item in patterns:
            path = prefix + str(item.pattern)
            if hasattr(item, "url_patterns"):
                inside = ":".join(filter(None, [namespace, item.namespace]))
                walk(item.url_patterns, path, inside)
            elif path.startswith("quan-tri/"):
                found.setdefault(":".join(filter(None, [namespace, item.name or "?"])), []).append(path)

    walk(get_resolver().url_patterns, "", "")
    return found


def verdict(name):
    """Return "own", "free", "home" or "closed"; None for a name nobody has judged."""
    for kind, names in (("free", FREE), ("own", OWN), ("home", HOME), ("closed", CLOSED | WITHOUT_NAME)):
        if name in names:
            return kind
    return "closed" if name.startswith(CLOSED_FAMILIES) else None


PK = {
    "wagtailadmin_collections": "collection", "wagtailadmin_workflows": "task_state", "certificates": "certificate",
    "offers": "offer", "wagtailusers_users": "user", "wagtailusers_groups": "group", "wagtaildocs_chooser": "document",
    "wagtailimages_chooser": "image", "wagtailadmin_pages": "product",
}  # fmt: skip


def arguments(pattern, name, side):
    """Return the address of a pattern with this side's things in every place; None where a place is unknown."""
    family = name.split(":")[0]
    things = {
        "page_id": side.product.pk, "parent_page_id": side.producer.pk, "page_to_move_id": side.product.pk,
        "destination_id": side.producer.pk, "page_pk": side.product.pk, "workflow_pk": 1, "image_id": side.image.pk,
        "document_id": side.document.pk, "doc_id": side.document.pk, "uploaded_file_id": 1, "collection_id":
        side.collection.pk, "revision_id": side.revision.pk, "task_state_id": side.task_state.pk,
        "state_id": side.task_state.pk, "task_id": side.task_state.task_id, "workflow_state_id":
        side.task_state.workflow_state_id, "session_id": side.session.pk, "object_id": side.product.pk,
        "redirect_id": 1, "restriction_id": 1, "revision_id_a": "live", "revision_id_b": "latest",
        "action_name": "cancel" if "workflow" in name else "delete", "filter_spec": "max-165x165",
        "content_type_app_name": "products", "content_type_model_name": "productpage",
        "action": "delete", "uidb64": "MQ", "token": "x-y",
        "pk": side.producer.commune_id if family == "commune" else getattr(side, PK.get(family, "product")).pk,
    }  # fmt: skip
    labels = ("wagtailcore", "page") if family in ("wagtail_bulk_action", "wagtailadmin_editing_sessions") else (
        "products", "productpage",
    )  # fmt: skip
    things |= dict.fromkeys(("app_label", "app_name"), labels[0]) | {"model_name": labels[1]}
    path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", pattern).replace("^", "").replace("$", "")
    path = path.replace("\\.", ".").replace("\\d+", "1")
    missing = [place for place in re.findall(r"<(?:\w+:)?(\w+)>", path) if place not in things]
    assert not missing, f"{name}: {missing}"
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(things[found[1]]), path)


QUERY = "?q=vuon&id={image}&id={document}&id={product}&page_type=wagtailcore.page&url=/&p=1"


class VerdictTests(TestCase):
    """Every address has been judged, and the judgement is what the door holds."""

    def test_every_address_has_a_verdict(self):
        assert [name for name in addresses() if verdict(name) is None] == []

    def test_no_verdict_is_left_over(self):
        known = set(addresses())
        assert (FREE | OWN | HOME | CLOSED) - known == set()
        assert [family for family in CLOSED_FAMILIES if not any(name.startswith(family) for name in known)] == []

    def test_the_door_opens_what_the_verdicts_say(self):
        assert set(ALLOWED) == FREE | OWN
        assert HOME == LEADS_HOME


class EveryAddressTests(TestCase):
    """A against B and B against A, reading and writing."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()

    def probes(self, side):
        """Yield (name, address) with `side`'s things in every place."""
        query = QUERY.format(image=side.image.pk, document=side.document.pk, product=side.product.pk)
        for name, patterns in addresses().items():
            for pattern in patterns:
                if verdict(name) and name not in WITHOUT_NAME and "logout" not in name:
                    yield name, arguments(pattern, name, side) + query

    def attack(self, user, victim):
        """Probe everything of `victim` as `user`; return (number of probes, what was found)."""
        thief, admin = (Client(raise_request_exception=False) for __ in range(2))
        thief.force_login(user)
        admin.force_login(self.world.admin)
        before = victim.rows()
        found, count, shown = [], 0, 0
        for name, address in self.probes(victim):
            control = admin.get(address)
            holds = control.status_code < 400 or verdict(name) in ("own", "closed")
            shown += victim.mark in text_of(control)
            for method in ("get", "post"):
                answer = getattr(thief, method)(address, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
                count += holds
                if victim.mark in text_of(answer):
                    found.append((method, name, "shows"))
                if verdict(name) in ("own", "closed") and answer.status_code not in (400, 403, 404, 405):
                    found.append((method, name, answer.status_code))
        if victim.rows() != before:
            found.append(("rows", "changed", [key for key, row in victim.rows().items() if before[key] != row]))
        assert shown > 40, f"only {shown} controls show anything: the probes would prove nothing"
        return count, found

    def test_a_against_b_and_b_against_a(self):
        a, b = self.world.a, self.world.b
        first, found = self.attack(a.user, b)
        assert found == []
        second, found = self.attack(b.user, a)
        assert found == []
        print(f"\n{first + second} probes of {len(addresses())} addresses, each refused")  # noqa: T201

    def test_nobodys_member_gets_nothing(self):
        from tests.factories import UserFactory

        stray = UserFactory(username="lac@example.vn")
        stray.groups.add(self.world.a.group)
        __, found = self.attack(stray, self.world.b)
        assert [item for item in found if item[2] == "shows"] == []
        client = Client()
        client.force_login(stray)
        for __, address in self.probes(self.world.a):
            assert self.world.a.mark not in text_of(client.get(address))

    def test_own_things_open(self):
        a = self.world.a
        client = Client()
        client.force_login(a.user)
        for name in ("edit", "history", "view_draft"):
            response = client.get(reverse(f"wagtailadmin_pages:{name}", args=[a.draft.pk]))
            assert response.status_code == 200, name
        refused = set()
        for name, address in self.probes(a):
            if verdict(name) == "own" and client.get(address).status_code == 403:
                refused.add(name)
        # A file that was never uploaded; a page chooser's child list of three kinds of things at once.
        assert refused <= {
            "wagtailimages:create_multiple_from_uploaded_image",
            "wagtailimages:delete_upload_multiple",
            *(f"{family}:chosen_multiple" for family in ("wagtailimages_chooser", "wagtaildocs_chooser")),
            "wagtailadmin_choose_page_chosen_multiple",
        }


def text_of(response):
    """Return body and headers of an answer as one text."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace") + str(dict(response.headers))
