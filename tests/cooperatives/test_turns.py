"""Two saves of one page at the same moment. A file of its own: such a test empties the database, so it has to run last."""

import threading
from unittest import skipIf

from django.db import connection, connections
from django.test import Client, TransactionTestCase
from django.urls import reverse
from wagtail import hooks

from tests.factories import StandardPageFactory, UserFactory
from tests.reading import form_values

TOKEN = "0123456789abcdef"


@skipIf(connection.vendor == "sqlite", "in memory it has one connection")
class TurnsTests(TransactionTestCase):
    """Saves of one page come one after the other."""

    serialized_rollback = True

    def test_an_autosave_under_way_does_not_write_over_what_is_published(self):
        page = StandardPageFactory(title="Giới thiệu", live=False)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client, other = Client(), Client()
        user = UserFactory(is_superuser=True)
        for each in (client, other):
            each.force_login(user)
        values = {**form_values(client, url, "page-edit-form"), "draft_token": TOKEN}
        has_read, may_write = threading.Event(), threading.Event()
        answers = {}

        def dawdle(request, page):
            if not request.accepts("text/html"):
                has_read.set()
                may_write.wait(20)

        def post(client, name, headers, **changes):
            answers[name] = client.post(url, {**values, **changes}, headers=headers).status_code
            connections.close_all()

        with hooks.register_temporarily("before_edit_page", dawdle):
            saving = threading.Thread(
                target=post, args=[client, "autosave", {"accept": "application/json"}], kwargs={"title": "Cũ"}
            )
            publishing = threading.Thread(
                target=post, args=[other, "publish", {}], kwargs={"title": "Mới", "action-publish": "action-publish"}
            )
            saving.start()
            assert has_read.wait(20)
            publishing.start()
            publishing.join(1)
            assert publishing.is_alive()
            may_write.set()
            saving.join(20)
            publishing.join(20)
        assert answers == {"autosave": 200, "publish": 302}
        page.refresh_from_db()
        assert (page.live, page.title) == (True, "Mới")
        assert page.get_latest_revision_as_object().title == "Mới"
