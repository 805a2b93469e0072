"""From "Đăng ký gian hàng" to one's own stall, on a phone; and the pages around the door for everybody's eyes and thumbs."""

import re
import threading

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import expect

from cooperatives.joining.admission import accept_request
from cooperatives.models import Commune, Invitation, ProducerPage, StallRequest
from cooperatives.onboarding import invite, take_up
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.watch import assert_accessible, assert_no_sideways_scroll
from tests.factories import ProducerPageFactory, StallRequestFactory

NAME, EMAIL, PASSWORD = "HTX Rau sạch Nà Sản", "thang@example.vn", "nắng-lên-đồi-9"
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def _clean(site_url):
    """Takes away what joining made."""
    cache.clear()
    yield
    for page in ProducerPage.objects.filter(title=NAME):
        page.delete()
    get_user_model().objects.filter(email=EMAIL).delete()
    StallRequest.objects.all().delete()
    cache.clear()


@pytest.fixture
def link(site_url):
    """The path of an open invitation."""
    producer = ProducerPage.objects.get(memberships__user__username="htx1", memberships__ended_at=None)
    officer = get_user_model().objects.get(username="canbo")
    invitation, token = invite(producer, "moi@example.vn", "Hà Thị Mới", officer)
    yield f"/gian-hang/loi-moi/{token}/"
    Invitation.objects.filter(pk=invitation.pk).delete()


def test_from_the_form_to_the_own_stall_on_a_phone(open_page, sign_in, site_url, _clean):
    asker = open_page("/dang-ky-gian-hang/")
    asker.get_by_label("Tên chủ thể").fill(NAME)
    asker.get_by_label("Xã, phường hiện nay").select_option(index=1)
    asker.get_by_label("Bạn làm ra sản phẩm gì?").fill("Rau cải mèo, cà chua.")
    asker.get_by_label("Tên bạn").fill("Lò Văn Thắng")
    asker.get_by_label("Email").fill(EMAIL)
    asker.wait_for_timeout(3100)  # who writes a form takes longer than that
    send = asker.get_by_role("button", name="Gửi", exact=True)
    send.tap()
    expect(asker.get_by_role("alert")).to_contain_text("Những gì bạn viết vẫn còn đây.")
    asker.get_by_role("alert").get_by_role("link", name="Điện thoại").tap()
    expect(asker.get_by_label("Điện thoại")).to_be_focused()
    expect(asker.get_by_label("Tên chủ thể")).to_have_value(NAME)
    asker.get_by_label("Điện thoại").fill("0912 345 678")
    asker.get_by_label("Tôi đồng ý").check()
    asker.wait_for_timeout(3100)
    send.tap()
    expect(asker.get_by_role("heading", level=1)).to_have_text("Cảm ơn bạn! Chúng tôi đã nhận được.")

    officer = sign_in(open_page(None), "canbo")
    officer.watch.forgive("/quan-tri/")
    officer.get_by_role("link", name=NAME).click()
    officer.get_by_label("Lời nhắn trong thư").fill("Mời anh vào viết tiếp.")
    officer.get_by_role("button", name="Nhận và mời").click()
    officer.wait_for_url("**/quan-tri/chu-the/*/")

    body = next(message.body for message in mail.outbox if "Mời anh vào viết tiếp." in message.body)
    (path,) = re.findall(r"/gian-hang/loi-moi/[\w-]+/", body)
    member = open_page(path)
    assert member.url == f"{site_url}/gian-hang/loi-moi/"
    password = member.get_by_label("Mật khẩu mới")
    member.get_by_role("button", name="Hiện").tap()
    assert password.get_attribute("type") == "text"
    password.fill(PASSWORD)
    member.get_by_role("button", name="Bắt đầu").tap()
    member.wait_for_url("**/gian-hang/")
    member.goto("/gian-hang/thanh-vien/")
    expect(member.locator(".person__name")).to_contain_text("Lò Văn Thắng")

    again = open_page(None)
    again.watch.forgive("410")
    again.goto(path)
    expect(again.get_by_role("heading", level=1)).to_have_text("Lời mời này không còn dùng được")

    other_phone = open_page("/dang-nhap/")
    other_phone.get_by_label("Email hoặc tên đăng nhập").fill(EMAIL.upper())
    other_phone.get_by_label("Mật khẩu").fill(PASSWORD)
    other_phone.get_by_role("button", name="Đăng nhập").tap()
    other_phone.wait_for_url("**/gian-hang/")


def test_an_invitation_is_taken_up_without_scripts(open_page, link, site_url):
    page = open_page(link, java_script_enabled=False)
    expect(page.get_by_role("button", name="Hiện")).to_be_hidden()
    page.get_by_label("Mật khẩu mới").fill("1234")
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.locator("#id_password_error")).to_be_visible()
    assert Invitation.objects.get(email="moi@example.vn").is_open


@pytest.mark.parametrize("viewport", [NARROW, PHONE, DESKTOP], ids=["360", "375", "1280"])
def test_axe_finds_nothing_around_the_door(viewport, open_page, link):
    page = open_page(None, viewport=viewport)
    page.watch.forgive("410")
    for path in (
        "/dang-ky-gian-hang/",
        "/dang-ky-gian-hang/da-gui/",
        "/en/dang-ky-gian-hang/",
        "/dang-nhap/",
        "/quen-mat-khau/",
        "/quen-mat-khau/da-gui/",
        "/dat-lai-mat-khau/MQ/x-y/",
        "/gian-hang/loi-moi/x/",
        link,
    ):
        page.goto(path)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
    page.goto("/dang-ky-gian-hang/")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)


def test_a_name_without_a_space_pushes_nothing_aside(signed_in, link):
    page = signed_in("htx1", NARROW)
    page.goto("/gian-hang/thanh-vien/")
    Invitation.objects.filter(email="moi@example.vn", revoked_at=None).update(name="Hoạ" * 30)
    page.get_by_label("Tên").fill("Hoạ" * 30)
    page.get_by_label("Email").fill("moi@example.vn")
    page.get_by_role("button", name="Gửi lời mời").click()
    expect(page.get_by_role("button", name="Thay lời mời trước")).to_be_visible()
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["360", "1280"])
def test_axe_finds_nothing_among_the_members(viewport, signed_in, link):
    from cooperatives.models import Membership

    page = signed_in("htx1", viewport)
    own = Membership.objects.active().get(user__username="htx1")
    for path in ("/gian-hang/thanh-vien/", f"/gian-hang/thanh-vien/{own.pk}/ket-thuc/", "/doi-mat-khau/"):
        page.goto(path)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
        small = page.evaluate(
            """() => [...document.querySelectorAll("main button, main input:not([type=hidden]), main .button")]
                .filter((element) => element.checkVisibility() && !element.matches("[type=checkbox], .password__look"))
                .map((element) => element.getBoundingClientRect().height).filter((height) => height < 51.5)"""
        )
        assert small == []


def at_once(act, times=6):
    """Returns what `act` gives when so many threads do it at the same moment."""
    together, answers = threading.Barrier(times), []

    def run():
        together.wait()
        try:
            answers.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == times
    return answers


@pytest.mark.usefixtures("_clean")
class TestAtOnce:
    """Real threads, each with its own connection: no browser, but the one database of the suite that is not rolled back."""

    def test_officers_accept_a_request_once(self):
        asked = StallRequestFactory(name=NAME, email=EMAIL, commune=Commune.objects.current().first())
        officer = get_user_model().objects.get(username="canbo")
        answers = at_once(lambda: accept_request(asked.pk, officer))
        assert answers.count(None) == 5
        assert ProducerPage.objects.filter(title=NAME).count() == 1
        assert Invitation.objects.filter(email=EMAIL).count() == 1

    def test_one_link_makes_one_member(self):
        page = ProducerPageFactory(title=NAME, commune=Commune.objects.current().first())
        invitation = invite(page, EMAIL, "Lò Văn Thắng", None)[0]
        answers = at_once(lambda: take_up(invitation, PASSWORD))
        assert answers.count(None) == 5
        assert page.memberships.count() == get_user_model().objects.filter(email=EMAIL).count() == 1
