"""Who comes in to a member's own screens."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cooperatives.models import ContactConfirmation, LivingChange
from cooperatives.onboarding import end_membership
from home.foundation.groups import EDITORS
from tests.cooperatives.stall.case import HOME, StallTestCase
from tests.factories import UserFactory
from tests.reading import soup, words


@pytest.mark.once
class DoorTests(StallTestCase):
    """Members come in; others get a page that tells them what to do."""

    def test_who_is_not_signed_in_is_asked_to_and_comes_back(self):
        self.client.logout()
        response = self.client.get(reverse("stall:history") + "?page=2")
        assert response.status_code == 302
        assert response.url == f"{reverse('login')}?next=/gian-hang/da-doi/%3Fpage%3D2"

    def test_a_script_gets_the_address_of_the_form_instead_of_the_form(self):
        self.client.logout()
        response = self.client.post(reverse("stall:confirm_all"), headers={"accept": "application/json"})
        assert response.status_code == 401
        assert response.json() == {"login": f"{reverse('login')}?next={HOME}"}

    def test_or_hears_that_the_account_was_closed(self):
        self.member.is_active = False
        self.member.save()
        response = self.client.post(reverse("stall:confirm_all"), headers={"accept": "application/json"})
        assert (response.status_code, response.json()) == (401, {"closed": True})

    def test_an_account_without_a_stall_gets_a_friendly_page(self):
        editor = UserFactory()
        editor.groups.add(Group.objects.get(name=EDITORS))
        for user, to_admin in ((UserFactory(), False), (editor, True)):
            self.client.force_login(user)
            response = self.home()
            assert response.status_code == 403
            self.assertTemplateUsed(response, "cooperatives/stall/no_stall.html")
            assert "Tài khoản này không thuộc gian hàng nào" in words(response)
            assert ("Vào trang quản trị" in words(response)) is to_admin

    def test_a_membership_that_ends_while_a_form_is_open_saves_nothing(self):
        end_membership(self.member.memberships.get())
        response = self.client.post(reverse("stall:confirm_contact"))
        assert response.status_code == 302
        assert response.url.startswith(reverse("login"))
        assert not ContactConfirmation.objects.exists()

    def test_an_address_that_only_takes_posts_leads_home(self):
        for name in ("confirm_all", "confirm_contact"):
            assert self.client.get(reverse(f"stall:{name}")).url == HOME
        assert not LivingChange.objects.exists()

    def test_nothing_of_it_is_cached_or_indexed(self):
        response = self.home()
        assert "no-store" in response["Cache-Control"]
        assert soup(response).select_one("meta[name=robots]")["content"] == "noindex"

    def test_the_way_back_never_leaves_the_stall(self):
        for target in (
            "https://xau.example/",
            "//xau.example/gian-hang/",
            "/quan-tri/",
            "/gian-hang\\@xau.example",
            "",
        ):
            ContactConfirmation.objects.all().delete()
            response = self.client.post(reverse("stall:confirm_contact"), {"next": target})
            assert response.url.startswith(f"{HOME}?saved="), target

    def test_posts_need_the_token(self):
        client = self.client_class(enforce_csrf_checks=True)
        client.force_login(self.member)
        assert client.post(reverse("stall:confirm_all")).status_code == 403
        assert not LivingChange.objects.exists()
