"""A member sends photos from a phone: shrunk, one after the other, over a line that breaks off."""

import io

import pillow_heif
import pytest
from django.contrib.sessions.models import Session
from PIL import ExifTags, Image
from playwright.sync_api import expect

from cooperatives.access.belongings import own_images, own_pages
from cooperatives.models import ProducerPage
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.watch import assert_accessible, assert_no_sideways_scroll

NARROW = {"width": 360, "height": 740}
LOST = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource", "ERR_FAILED", "answer 4")
WORDS = "Chị Hoạ hái dâu chín vào rổ tre."


def picture(size=(800, 600), colour=(31, 92, 58), orientation=None, noisy=False):
    """Returns the bytes of a photo; `noisy` ones are as large as a phone's."""
    image = Image.effect_noise(size, 80).convert("RGB") if noisy else Image.new("RGB", size, colour)
    exif = Image.Exif()
    if orientation:
        exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (21.0, 11.0, 46.0)})
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95, exif=exif)
    return buffer.getvalue()


def file(name, content, kind="image/jpeg"):
    return {"name": name, "mimeType": kind, "buffer": content}


@pytest.fixture
def producer(site_url):
    """The producer that htx1 writes for, without pictures of its own; afterwards as before."""
    page = ProducerPage.objects.get(memberships__user__username="htx1", memberships__ended_at=None)
    before = set(own_images(page).values_list("pk", flat=True))
    pages = {own.pk: (own.latest_revision_id, own.has_unpublished_changes) for own in own_pages(page)}
    yield page
    for own in own_pages(page):
        latest, changed = pages[own.pk]
        own_pages(page).filter(pk=own.pk).update(latest_revision=latest, has_unpublished_changes=changed)
        own.revisions.filter(pk__gt=latest or 0).delete()
        own.workflow_states.all().delete()
    for photo in own_images(page).exclude(pk__in=before):
        photo.delete()


@pytest.fixture
def member(signed_in, producer, site_url):
    """Returns `member(path, viewport)`: a page of htx1's own."""

    def member(path="/gian-hang/anh/", viewport=NARROW, **context):
        page = signed_in("htx1", viewport, **context)
        page.goto(site_url + path)
        return page

    return member


def choose(page, *files):
    page.locator("[data-upload-choose]").last.set_input_files(list(files))


def states(page):
    return page.locator(".photo-item__state").all_inner_texts()


def arrived(page, number):
    expect(page.locator('.photo-item[data-state="done"]')).to_have_count(number)


def newest(producer):
    return own_images(producer).order_by("-pk").first()


class TestSending:
    def test_a_large_photo_is_shrunk_and_upright_before_it_is_sent(self, member, producer):
        page = member()
        sizes = []
        page.on(
            "request", lambda request: request.method == "POST" and sizes.append(len(request.post_data_buffer or b""))
        )
        content = picture((4000, 3000), orientation=6, noisy=True)
        choose(page, file("IMG_1.jpg", content))
        arrived(page, 1)
        photo = newest(producer)
        assert (photo.width, photo.height) == (1800, 2400)
        assert len(sizes) == 1
        assert sizes[0] < len(content) / 2

    def test_a_small_one_and_one_the_browser_cannot_read_go_as_they_are(self, member, producer):
        buffer = io.BytesIO()
        pillow_heif.from_pillow(Image.new("RGB", (640, 480), (200, 40, 40))).save(buffer)
        page = member()
        choose(page, file("IMG_2.jpg", picture()), file("IMG_3.HEIC", buffer.getvalue(), "image/heic"))
        arrived(page, 2)
        sizes = {(photo.width, photo.height) for photo in own_images(producer).order_by("-pk")[:2]}
        assert sizes == {(800, 600), (640, 480)}

    def test_each_has_its_progress_and_they_go_one_after_the_other(self, member):
        page = member()
        running, most = set(), []

        def started(request):
            if request.url.endswith("/gui/"):
                running.add(request)
                most.append(len(running))

        page.on("request", started)
        page.on("requestfinished", lambda request: running.discard(request))
        shades = [(40, 90, shade) for shade in (10, 80, 150)]
        choose(page, *(file(f"IMG_{n}.jpg", picture(colour=shade)) for n, shade in enumerate(shades)))
        expect(page.locator(".photo-item")).to_have_count(3)
        assert page.locator(".photo-item progress").first.get_attribute("aria-label") == "IMG_0.jpg"
        arrived(page, 3)
        assert most == [1, 1, 1]
        expect(page.locator("[data-upload-status]")).to_have_text("Đã gửi 3 trên 3 ảnh")

    def test_what_is_no_photo_says_so_and_the_others_go_on(self, member):
        page = member()
        page.watch.forgive(*LOST)
        choose(page, file("fake.jpg", b"khong phai anh"), file("IMG_4.jpg", picture(colour=(1, 2, 3))))
        arrived(page, 1)
        assert "không phải ảnh" in states(page)[0]
        page.get_by_role("button", name="Bỏ ảnh này").click()
        expect(page.locator(".photo-item")).to_have_count(1)

    def test_one_that_is_far_too_large_is_not_sent_at_all(self, member):
        page = member()
        sent = []
        page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
        page.evaluate(
            """() => {
                const transfer = new DataTransfer();
                transfer.items.add(new File([new Uint8Array(100 * 1024 * 1024)], "IMG_5.jpg", { type: "image/jpeg" }));
                const field = [...document.querySelectorAll("[data-upload-choose]")].pop();
                field.files = transfer.files;
                field.dispatchEvent(new Event("change"));
            }"""
        )
        expect(page.locator(".photo-item__state")).to_contain_text("lớn hơn 20 MB")
        assert sent == []

    def test_without_scripts_it_is_a_plain_form(self, member, producer):
        page = member(java_script_enabled=False)
        page.locator("input[type=file]").last.set_input_files(
            [file("a.jpg", picture()), file("b.jpg", picture((300, 200)))]
        )
        page.get_by_role("button", name="Gửi").click()
        page.wait_for_load_state()
        expect(page.locator(".stall-note").first).to_have_text("Đã nhận 2 ảnh.")
        expect(page.locator(".photos__card")).to_have_count(own_images(producer).count())


class TestBrokenLine:
    def test_what_has_arrived_stays_and_the_rest_follows_by_itself(self, member, producer):
        page = member()
        page.watch.forgive(*LOST)
        before = own_images(producer).count()
        choose(page, file("IMG_6.jpg", picture(colour=(9, 9, 90))))
        arrived(page, 1)
        page.context.set_offline(True)
        choose(page, *(file(f"IMG_{n}.jpg", picture(colour=(n * 20, 9, 90))) for n in (7, 8)))
        expect(page.locator('.photo-item[data-state="failed"]')).to_have_count(1)
        assert "mất mạng" in states(page)[1]
        expect(page.locator("[data-upload-offline]")).to_be_visible()
        assert_no_sideways_scroll(page)
        page.context.set_offline(False)
        arrived(page, 3)
        expect(page.locator("[data-upload-offline]")).to_be_hidden()
        assert own_images(producer).count() == before + 3

    def test_an_answer_that_was_lost_leaves_no_second_picture(self, member, producer):
        page = member()
        page.watch.forgive(*LOST)
        before = own_images(producer).count()
        lost = []

        def lose_the_first_answer(route):
            if lost:
                return route.continue_()
            lost.append(route.fetch())  # the server has it, the phone never hears
            return route.abort()

        page.route("**/gian-hang/anh/gui/", lose_the_first_answer)
        choose(page, file("IMG_9.jpg", picture(colour=(200, 9, 90))))
        expect(page.locator('.photo-item[data-state="failed"]')).to_have_count(1)
        page.get_by_role("button", name="Gửi lại").click()
        arrived(page, 1)
        assert states(page) == ["Ảnh này đã có rồi"]
        assert own_images(producer).count() == before + 1

    def test_after_signing_in_again_the_photos_are_still_there(self, member, sign_in, producer):
        page = member()
        page.watch.forgive(*LOST)
        keys = {cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid"}
        Session.objects.filter(pk__in=keys).delete()
        choose(page, file("IMG_10.jpg", picture(colour=(90, 9, 9))))
        expect(page.locator("[data-upload-signed-out]")).to_be_visible()
        with page.expect_popup() as opened:
            page.get_by_role("link", name="Đăng nhập lại").click()
        sign_in(opened.value, "htx1")
        opened.value.close()
        page.get_by_role("button", name="Gửi lại").click()
        arrived(page, 1)

    def test_leaving_with_photos_under_way_asks_first(self, member):
        page = member()
        page.watch.forgive(*LOST)
        page.context.set_offline(True)
        choose(page, file("IMG_11.jpg", picture()))
        expect(page.locator('.photo-item[data-state="failed"]')).to_have_count(1)
        asked, address = [], page.url
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.locator("h1").click()  # a browser asks only where somebody has touched the page
        page.evaluate("setTimeout(() => location.assign('/'), 0)")
        page.wait_for_timeout(1000)
        assert asked == ["beforeunload"]
        assert page.url == address


class TestFromPhotoToReview:
    def test_with_a_thumb_from_the_product_to_the_editors(self, member, producer):
        product = own_pages(producer).exclude(pk=producer.pk).first()
        page = member(f"/gian-hang/anh/?san-pham={product.pk}", viewport=PHONE)
        expect(page.locator("h1")).to_contain_text(product.title)
        choose(page, file("IMG_12.jpg", picture((1200, 900))))
        page.get_by_role("link", name="Tả ảnh").click()
        page.wait_for_load_state()
        assert page.locator("#id_page").input_value() == str(product.pk)
        page.locator("#id_description").fill(WORDS)
        page.get_by_label("Ảnh chính").check()
        page.get_by_role("button", name="Lưu").click()
        expect(page.locator(".stall-note").first).to_contain_text("bản nháp")
        page.get_by_role("status").get_by_role("button", name="Gửi duyệt").click()
        expect(page.locator(".photo-places")).to_contain_text("thay đổi chờ duyệt")
        draft = product.specific.get_latest_revision_as_object()
        assert draft.main_image == newest(producer)
        assert draft.workflow_in_progress
        assert type(draft).objects.get(pk=product.pk).main_image_id != newest(producer).pk


class TestLook:
    def test_list_and_picture_fit_360_pixels_and_everybody_can_use_them(self, member, producer):
        page = member()
        choose(page, file("IMG_13.jpg", picture()), file("IMG_14.jpg", picture((300, 200))))
        arrived(page, 2)
        assert_no_sideways_scroll(page)
        assert_accessible(page)
        small = page.evaluate(
            """() => [...document.querySelectorAll("main a, main button, main label.button, main summary")]
                .filter((element) => element.getClientRects().length && element.getBoundingClientRect().height < 44)
                .map((element) => element.outerHTML.slice(0, 100))"""
        )
        assert small == []
        page.goto(page.url)
        assert_accessible(page)
        page.locator(".photos__card").first.click()
        page.wait_for_load_state()
        assert_no_sideways_scroll(page)
        assert_accessible(page)

    def test_on_a_desk(self, member, producer):
        page = member(viewport=DESKTOP)
        choose(page, file("IMG_15.jpg", picture()))
        arrived(page, 1)
        page.get_by_role("link", name="Tả ảnh").click()
        page.wait_for_load_state()
        assert_no_sideways_scroll(page)
        assert_accessible(page)
