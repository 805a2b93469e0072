"""The promise of the members' part from end to end: a price at once, words and pictures by a review, on a phone."""

import io

import pytest
from django.core import mail
from PIL import Image
from playwright.sync_api import expect

from cooperatives.access.belongings import own_images
from cooperatives.models import LivingChange, ProducerPage, PutAwayNote
from cooperatives.stall.changes import FACTS
from products.models import ProductPage
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.watch import assert_no_sideways_scroll

HOME = "/gian-hang/"
STORY = "Sương xuống là hái, nắng lên là nghỉ."
AMENDED = "Sương xuống là hái, nắng lên là nghỉ. Hộp mở ra để được hai ngày trong tủ lạnh."
RETURNED = "Nhờ chị viết thêm: mở hộp rồi để được bao lâu?"
APPROVED = "Cảm ơn chị, câu chuyện rất thật."
ALT = "Chị Hoạ hái dâu chín vào rổ tre."


@pytest.fixture
def product(site_url):
    """The demo's strawberries; afterwards as before."""
    page = ProductPage.objects.get(slug="dau-tay-doi-nang")
    producer = ProducerPage.objects.get(pk=page.producer_id)
    before = page.get_latest_revision() or page.save_revision()
    standing = ProductPage.objects.filter(pk=page.pk).values().get()
    revisions = set(page.revisions.values_list("pk", flat=True))
    pictures = set(own_images(producer).values_list("pk", flat=True))
    price = FACTS["price"].read(page.pk)
    last = LivingChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield page
    before.as_object().save()
    standing.pop("page_ptr_id")
    page.workflow_states.all().delete()
    own = {field.attname for field in ProductPage._meta.concrete_fields}
    ProductPage.objects.filter(pk=page.pk).update(**{name: value for name, value in standing.items() if name in own})
    page.revisions.exclude(pk__in=revisions).delete()
    own_images(producer).exclude(pk__in=pictures).delete()
    FACTS["price"].write(page.pk, price)
    LivingChange.objects.filter(pk__gt=last).delete()
    PutAwayNote.objects.all().delete()


def public_text(open_page, product):
    """Returns the product's public page as anybody reads it now, and the alt texts of its pictures."""
    visitor = open_page(product.url)
    text = " ".join(visitor.locator("main").inner_text().split())
    alts = visitor.locator("main img").evaluate_all("images => images.map((image) => image.alt)")
    visitor.close()
    return text, alts


def write_usage(page, text):
    """Opens the product's form on the phone, writes how to use it, and sends it for review."""
    page.watch.forgive("axe.run results")  # Wagtail's own look at what is being written, said on the console
    page.wait_for_selector("[data-draft-keeper]", state="attached")
    page.wait_for_timeout(2500)  # Wagtail takes what stands in the form after two seconds for what is saved
    page.locator("#id_usage").fill(text)
    send = page.locator("footer").get_by_role("button", name="Gửi")
    expect(send).to_be_in_viewport()
    send.tap()
    page.wait_for_url(lambda url: f"{HOME}?sent=" in url)


def mails():
    """Returns [(to, subject)] of what was sent since the last look."""
    sent = sorted((message.to[0], message.subject) for message in mail.outbox)
    mail.outbox.clear()
    return sent


def test_price_photo_story_review_return_amend_approve(open_page, sign_in, product, site_url):
    mail.outbox.clear()
    member = sign_in(open_page(None, viewport=PHONE), "htx1")
    assert member.url == site_url + HOME

    # A price: public at once.
    member.locator(f"#sp-{product.pk}").get_by_role("link", name="Giá Dâu tây Đồi Nắng").tap()
    member.locator("#id_tiers-0-retail").fill("262k")
    member.get_by_role("button", name="Lưu", exact=True).tap()
    expect(member.locator(".stall-saved")).to_contain_text("Người mua thấy ngay.")
    assert "262.000" in public_text(open_page, product)[0]

    # A photo, taken and described.
    buffer = io.BytesIO()
    Image.new("RGB", (1600, 1200), (200, 60, 60)).save(buffer, "JPEG")
    member.goto(f"{HOME}anh/?san-pham={product.pk}")
    picture = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}
    member.locator("[data-upload-choose]").last.set_input_files([picture])
    expect(member.locator('.photo-item[data-state="done"]')).to_have_count(1)
    member.get_by_role("link", name="Tả ảnh").tap()
    member.locator("#id_description").fill(ALT)
    member.get_by_label("Ảnh chính").check()
    member.get_by_role("button", name="Lưu").tap()
    expect(member.locator(".stall-note").first).to_contain_text("bản nháp")

    # The story, and off to the editors. Nothing public has changed but the price.
    member.goto(f"/quan-tri/pages/{product.pk}/edit/")
    assert_no_sideways_scroll(member)
    write_usage(member, STORY)
    expect(member.locator(".stall-news", has_text="Dâu tây Đồi Nắng")).to_contain_text("đang chờ biên tập viên")
    text, alts = public_text(open_page, product)
    assert STORY not in text
    assert ALT not in alts
    assert mails() == [("bientap@example.vn", "Chờ duyệt: Dâu tây Đồi Nắng")]

    # The editor sees old beside new, and returns it with a word.
    editor = sign_in(open_page(None, viewport=DESKTOP), "bientap")
    editor.watch.forgive("/quan-tri/", "axe.run results")
    editor.get_by_role("link", name="Dâu tây Đồi Nắng").first.click()
    expect(editor.locator(".review")).to_contain_text(STORY)
    editor.get_by_label("Lời nhắn cho chủ thể").fill(RETURNED)
    editor.get_by_role("button", name="Trả lại").click()
    editor.wait_for_url("**/duyet/")
    assert mails() == [("htx1@example.vn", "Xin sửa thêm: Dâu tây Đồi Nắng")]

    # The member reads the words on its home, amends, and sends again.
    member.goto(HOME)
    task = member.locator(".stall-task", has_text="“Dâu tây Đồi Nắng” được trả lại để sửa")
    expect(task).to_contain_text(RETURNED)
    task.get_by_role("link", name="Sửa lại").tap()
    write_usage(member, AMENDED)
    assert STORY not in public_text(open_page, product)[0]
    assert len(mails()) == 1

    # Approved: public now, told by e-mail and on the home, until it is read.
    editor.goto(f"{site_url}/quan-tri/duyet/")
    editor.get_by_role("link", name="Dâu tây Đồi Nắng").first.click()
    expect(editor.locator(".review__earlier")).to_contain_text(RETURNED)
    editor.get_by_label("Lời nhắn cho chủ thể").fill(APPROVED)
    editor.get_by_role("button", name="Duyệt và đăng").click()
    editor.wait_for_url("**/duyet/")
    text, alts = public_text(open_page, product)
    assert AMENDED in text
    assert ALT in alts
    assert mails() == [("htx1@example.vn", "Đã duyệt và đăng: Dâu tây Đồi Nắng")]
    member.goto(HOME)
    note = member.locator(".stall-news", has_text="“Dâu tây Đồi Nắng” đã được duyệt")
    expect(note).to_contain_text(APPROVED)
    assert_no_sideways_scroll(member)
    note.get_by_role("button", name="Đã đọc").tap()
    expect(note).to_be_hidden()
