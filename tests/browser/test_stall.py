"""A member at work with a thumb: price, stock, months, two people at once, a lost line, an ended session."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.watch import assert_accessible, assert_no_sideways_scroll

HOME = "/gian-hang/"
NARROW = {"width": 360, "height": 740}
THUMB = 52
COUNT_TAPS = """
    document.addEventListener("click", (event) => {
        if (event.isTrusted) sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
    }, true);
"""


@pytest.fixture
def product(site_url):
    """The demo's strawberries; what members do to them during a test is put right again."""
    from cooperatives.models import LivingChange
    from cooperatives.stall.changes import FACTS
    from products.models import ProductPage

    page = ProductPage.objects.get(slug="dau-tay-doi-nang")
    kinds = [FACTS[fact] for fact in ("price", "supply", "stock")]
    before = [kind.read(page.pk) for kind in kinds]
    last = LivingChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield page
    for kind, values in zip(kinds, before, strict=True):
        kind.write(page.pk, values)
    LivingChange.objects.filter(pk__gt=last).delete()


@pytest.fixture
def member(signed_in):
    """Returns `member(viewport=PHONE, **context)`: a page where htx1 is signed in, on the home."""

    def member(viewport=PHONE, **context):
        page = signed_in("htx1", viewport, **context)
        page.goto(HOME)
        return page

    return member


def address(product, screen):
    return f"{HOME}san-pham/{product.pk}/{screen}/"


def price(page):
    return page.locator("#id_tiers-0-retail")


def saved(page):
    return page.locator(".stall-saved")


def public_text(open_page, product):
    """Returns the product's public page as anybody reads it now."""
    visitor = open_page(product.url)
    text = visitor.locator("main").inner_text()
    visitor.close()
    return " ".join(text.split())


def test_on_a_desk_a_member_signs_out_where_it_reads_and_where_it_writes(member):
    page = member(DESKTOP)
    page.goto("/san-pham/")
    page.get_by_title("Gian hàng của tôi, đăng xuất").click()
    expect(page.locator(".account").get_by_role("link", name="Gian hàng của tôi")).to_be_visible()
    assert_accessible(page)
    page.locator(".account").get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(re.compile("/dang-nhap/"))
    page = member(DESKTOP)
    page.get_by_role("link", name="Sửa trang").first.click()
    page.get_by_role("navigation").get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(re.compile("/dang-nhap/"))


def test_a_new_price_is_public_after_three_taps(member, open_page, product):
    page = member()
    page.context.add_init_script(COUNT_TAPS)
    page.goto(HOME)
    page.locator(f"#sp-{product.pk}").get_by_role("link", name="Giá Dâu tây Đồi Nắng").tap()
    page.locator("[data-tier]").first.get_by_role("button", name="+1.000").tap()
    expect(price(page)).to_have_value("251.000")
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(saved(page)).to_contain_text("Người mua thấy ngay.")
    assert int(page.evaluate("sessionStorage.taps")) == 3
    assert "251.000" in public_text(open_page, product)

    page.get_by_role("button", name="Hoàn tác").tap()
    expect(page.get_by_role("status").filter(has_text="Đã hoàn tác lần đổi")).to_be_visible()
    assert "251.000" not in public_text(open_page, product)
    assert "250.000" in public_text(open_page, product)
    page.get_by_role("button", name="Hết", exact=True).tap()  # the next thing done takes the old word away
    expect(page.locator("[data-stock-line]")).to_contain_text("trước có hàng, nay hết")
    expect(page.get_by_text("Đã hoàn tác lần đổi")).to_have_count(0)


def test_steppers_read_what_was_typed_and_group_thousands(member, product):
    page = member()
    page.goto(address(product, "gia"))
    row = page.locator("[data-tier]").first
    for typed, shown in (("120k", "125.000"), ("12.5k", "17.500"), ("98000", "103.000"), ("", "5.000")):
        price(page).fill(typed)
        row.get_by_role("button", name="+5.000").tap()
        expect(price(page)).to_have_value(shown)
    for doubtful in ("12.50", "120.000k"):  # the site asks what is meant
        price(page).fill(doubtful)
        price(page).blur()
        expect(price(page)).to_have_value(doubtful)
    price(page).fill("3000")
    row.get_by_role("button", name="−5.000").tap()
    expect(price(page)).to_have_value("")
    price(page).fill("250000")
    price(page).blur()
    expect(price(page)).to_have_value("250.000")


def test_a_grade_is_added_and_taken_away(member, product):
    page = member()
    page.goto(address(product, "gia"))
    page.get_by_role("button", name="Thêm một hạng").tap()
    new = page.locator("[data-tier]").last
    expect(new.get_by_label("Tên hạng")).to_be_focused()
    new.get_by_label("Tên hạng").fill("Loại 6")
    new.locator(".stall-number").first.fill("90k")
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(saved(page)).to_contain_text("Thêm Loại 6: 90.000 ₫/kg")
    page.goto(address(product, "gia"))
    page.locator("[data-tier]").last.get_by_label("Bỏ hạng này").tap()
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(saved(page)).to_contain_text("Bỏ Loại 6")


def test_leaving_with_a_price_that_is_not_saved_asks_first(member, product):
    page = member()
    page.goto(address(product, "gia"))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("[data-tier]").first.get_by_role("button", name="+1.000").tap()
    page.locator(".stall-back").tap()
    page.wait_for_timeout(500)
    assert (asked, page.url.endswith("/gia/")) == (["beforeunload"], True)
    page.locator("[data-tier]").first.get_by_role("button", name="−1.000").tap()
    page.locator(".stall-back").tap()
    page.wait_for_url(f"**/san-pham/{product.pk}/")
    assert asked == ["beforeunload"]


def test_a_price_emptied_is_asked_about_where_it_stands(member, product):
    page = member()
    page.goto(address(product, "gia"))
    price(page).fill("")
    page.get_by_role("button", name="Lưu", exact=True).tap()
    question = page.locator("[data-tier]").first.get_by_role("alert")
    expect(question).to_contain_text("Bỏ giá của Loại 1")
    expect(question).to_be_in_viewport()
    expect(question).to_be_focused()
    assert_accessible(page)
    question.get_by_role("button").tap()
    expect(saved(page)).to_be_visible()


def test_words_without_end_in_a_price_push_no_page_aside(member, open_page, product):
    from cooperatives.models import LivingChange

    page = member(NARROW)
    page.goto(address(product, "gia"))
    tiers = page.locator("[data-tier]")
    for row in range(tiers.count()):
        page.locator(f"#id_tiers-{row}-per").fill("hộp" + "quà" * 12)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(saved(page)).to_be_visible()
    assert_no_sideways_scroll(page)
    for path in (HOME, f"{HOME}da-doi/", product.url, "/san-pham/", product.get_parent().url):
        page.goto(path)
        assert_no_sideways_scroll(page)
    assert LivingChange.objects.filter(page=product.pk).exists()


def test_a_mistake_is_told_in_its_field_and_nothing_is_lost(member, product):
    page = member()
    page.goto(address(product, "gia"))
    price(page).fill("rẻ thôi")
    page.locator("#id_tiers-1-retail").fill("199k")
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(page.locator("#id_tiers-0-retail_error")).to_be_in_viewport()
    expect(price(page)).to_be_focused()
    expect(price(page)).to_have_value("rẻ thôi")
    expect(page.locator("#id_tiers-1-retail")).to_have_value("199.000")
    expect(page.locator("[data-tier]").first.get_by_role("button", name="+1.000")).to_be_visible()


def test_stock_is_saved_where_it_is_tapped(member, open_page, product):
    page = member()
    row = page.locator(f"#sp-{product.pk}")
    row.get_by_role("button", name="Hết").tap()
    expect(row.get_by_role("button", name="Hết")).to_have_attribute("aria-pressed", "true")
    expect(row.get_by_role("status")).to_contain_text("trước có hàng, nay hết")
    assert page.url.endswith(HOME)
    assert "Tạm hết hàng" in public_text(open_page, product)
    row.get_by_role("button", name="Sắp có").tap()
    expect(row.get_by_role("status")).to_contain_text("trước hết, nay sắp có")
    row.get_by_role("button", name="Hoàn tác").tap()
    expect(row.get_by_role("button", name="Hết")).to_have_attribute("aria-pressed", "true")


def test_stock_without_a_line_stays_as_it_was(member, product):
    page = member()
    page.watch.forgive("ERR_INTERNET_DISCONNECTED")
    row = page.locator(f"#sp-{product.pk}")
    page.context.set_offline(True)
    row.get_by_role("button", name="Hết").tap()
    expect(row.get_by_text("Chưa lưu được: mất mạng.")).to_be_visible()
    expect(row.get_by_role("button", name="Có hàng")).to_have_attribute("aria-pressed", "true")
    page.context.set_offline(False)
    row.get_by_role("button", name="Hết").tap()
    expect(row.get_by_role("status")).to_contain_text("trước có hàng, nay hết")
    expect(row.get_by_text("Chưa lưu được: mất mạng.")).to_be_hidden()


def test_months_go_round_by_taps(member, open_page, product):
    page = member()
    page.goto(address(product, "thang"))
    month = page.get_by_role("button", name=re.compile("^Tháng 5 "))
    for words in ("có ít", "rộ vụ", "không có", "có ít"):
        month.tap()
        expect(month).to_contain_text(words)
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(saved(page)).to_contain_text("Tháng 5: trước không có, nay có ít")
    page.get_by_role("button", name="Hoàn tác").tap()
    expect(page.get_by_text("Đã hoàn tác lần đổi")).to_be_visible()
    page.goto(address(product, "thang"))
    expect(month).to_contain_text("không có")
    page.get_by_label("Có đều quanh năm").tap()
    expect(month).to_be_hidden()
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(saved(page)).to_be_visible()
    assert "quanh năm" in public_text(open_page, product)


def test_two_at_once_see_both_and_choose(member, product):
    first, second = member(), member()
    second.watch.forgive("409")
    for page in (first, second):
        page.goto(address(product, "gia"))
    price(first).fill("240.000")
    first.get_by_role("button", name="Lưu", exact=True).tap()
    expect(saved(first)).to_be_visible()
    price(second).fill("260.000")
    second.get_by_role("button", name="Lưu", exact=True).tap()
    conflict = second.locator(".stall-conflict")
    expect(conflict).to_contain_text("Hoạ vừa đổi lúc")
    expect(conflict).to_contain_text("Loại 1, trên 28 g: 240.000 ₫/kg")
    expect(conflict).to_contain_text("Loại 1, trên 28 g: 260.000 ₫/kg")
    expect(price(second)).to_have_value("260.000")
    assert_accessible(second)
    conflict.get_by_role("link", name="Giữ số đó").tap()
    expect(price(second)).to_have_value("240.000")
    expect(second.locator("[data-notice=kept]")).to_be_hidden()

    price(first.goto(address(product, "gia")) and first).fill("245.000")
    first.get_by_role("button", name="Lưu", exact=True).tap()
    expect(saved(first)).to_be_visible()
    price(second).fill("260.000")
    second.get_by_role("button", name="Lưu", exact=True).tap()
    second.locator(".stall-conflict").get_by_role("button").tap()
    expect(saved(second)).to_contain_text("trước 245.000 ₫, nay 260.000 ₫")


def test_a_lost_line_keeps_what_was_typed_and_sends_it_again(member, product):
    page = member()
    page.watch.forgive("ERR_INTERNET_DISCONNECTED")
    page.goto(address(product, "gia"))
    price(page).fill("262k")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lưu", exact=True).tap()
    notice = page.locator("[data-notice=offline]")
    expect(notice).to_contain_text("Chưa lưu được: mất mạng. Những gì đã nhập vẫn giữ trên máy này.")
    page.context.set_offline(False)
    notice.get_by_role("button", name="Gửi lại").tap()
    expect(saved(page)).to_contain_text("trước 250.000 ₫, nay 262.000 ₫")
    page.goto(address(product, "gia"))
    expect(page.locator("[data-notice=kept]")).to_be_hidden()


def test_what_was_typed_waits_on_the_phone_for_its_own_member_alone(member, product):
    page = member()
    page.goto(address(product, "gia"))
    price(page).fill("262k")
    page.goto(HOME)
    page.goto(address(product, "gia"))
    expect(price(page)).to_have_value("250.000")
    kept = page.locator("[data-notice=kept]")
    expect(kept).to_contain_text("Có bản đã nhập mà chưa lưu")
    kept.get_by_role("button", name="Dùng lại").tap()
    expect(price(page)).to_have_value("262k")
    expect(page.get_by_text("nhưng chưa lưu: mời xem lại rồi bấm Lưu.")).to_be_visible()
    page.reload()
    kept.get_by_role("button", name="Bỏ đi").tap()
    page.reload()
    expect(kept).to_be_hidden()
    keys = page.evaluate("Object.keys(localStorage)")
    assert [key for key in keys if key.startswith("stall:")] == []


def test_a_closed_account_reads_that_it_is_closed(member, product):
    page = member()
    page.watch.forgive("401")
    page.goto(address(product, "gia"))
    price(page).fill("262k")
    account = get_user_model().objects.filter(username="htx1")
    account.update(is_active=False)
    try:
        page.get_by_role("button", name="Lưu", exact=True).tap()
        expect(page.locator("[data-notice=closed]")).to_contain_text("tài khoản của bạn đã đóng")
        expect(page.locator("[data-notice=signed-out]")).to_be_hidden()
    finally:
        account.update(is_active=True)
    page.reload()
    expect(page.locator("[data-notice=kept]")).to_contain_text("Có bản đã nhập mà chưa lưu")


def test_an_ended_session_loses_nothing(member, sign_in, product):
    page = member()
    page.watch.forgive("401")
    page.goto(address(product, "gia"))
    price(page).fill("262k")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lưu", exact=True).tap()
    notice = page.locator("[data-notice=signed-out]")
    expect(notice).to_contain_text("phiên đăng nhập đã hết")
    # In another tab: the form on this one still carries the old token.
    tab = page.context.new_page()
    sign_in(tab, "htx1")
    tab.close()
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(saved(page)).to_contain_text("trước 250.000 ₫, nay 262.000 ₫")


def test_everything_works_without_scripts(member, product):
    page = member(java_script_enabled=False)
    page.locator(f"#sp-{product.pk}").get_by_role("button", name="Hết").tap()
    expect(saved(page)).to_contain_text("trước có hàng, nay hết")
    page.goto(address(product, "gia"))
    price(page).fill("262 nghìn")
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(saved(page)).to_contain_text("trước 250.000 ₫, nay 262.000 ₫")
    page.get_by_role("button", name="Hoàn tác").tap()
    expect(page.get_by_text("Đã hoàn tác lần đổi")).to_be_visible()
    page.goto(address(product, "thang"))
    page.get_by_label("Tháng 5").first.select_option("có ít")
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(saved(page)).to_contain_text("Tháng 5: trước không có, nay có ít")


def screens(product):
    """Returns the addresses of all screens of these pages."""
    own = [address(product, name) for name in ("gia", "thang", "con-hang")]
    others = [f"{HOME}{path}" for path in ("lien-he/", "da-doi/", "san-pham/", "san-pham/giay-chung-nhan/")]
    return [HOME, f"{HOME}san-pham/{product.pk}/", *own, *others]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_screens_are_open_to_everybody(member, product, viewport):
    page = member(viewport=viewport)
    page.locator(f"#sp-{product.pk}").get_by_role("button", name="Hết").click()
    expect(page.locator(f"#sp-{product.pk}").get_by_role("status")).to_contain_text("nay hết")
    assert_accessible(page)
    for path in screens(product):
        page.goto(path)
        assert_accessible(page)


@pytest.fixture
def colleagues(product):
    """Returns `colleagues(pk)`: a second window of htx1 and an editor write in that page's form, an officer looks at it.

    Until it is called nobody does.
    """
    from django.contrib.auth import get_user_model
    from django.contrib.contenttypes.models import ContentType
    from wagtail.admin.models import EditingSession
    from wagtail.models import Page

    def colleagues(pk):
        for username, writes in (("htx1", True), ("bientap", True), ("canbo", False)):
            EditingSession.objects.create(
                user=get_user_model().objects.get(username=username),
                content_type=ContentType.objects.get_for_model(Page),
                object_id=pk,
                last_seen_at=timezone.now(),
                is_editing=writes,
            )

    EditingSession.objects.all().delete()
    yield colleagues
    EditingSession.objects.all().delete()


def open_form(page, pk, fragment=""):
    """Opens the form of a page in the admin, and waits until it is ready to be written in."""
    page.watch.forgive("axe.run results")  # Wagtail's own look at what is being written, said on the console
    page.goto(f"/quan-tri/pages/{pk}/edit/{fragment}")
    page.wait_for_selector("[data-draft-keeper]", state="attached")
    expect(page.get_by_role("button", name="Đưa lên").first).to_be_attached()


def cut_off(page):
    """Returns what can be tapped and reaches over the right edge of the screen."""
    return page.locator("main a, main button, main input, main select").evaluate_all(
        """(elements) => elements.filter((element) => {
            const box = element.getBoundingClientRect();
            const shows = element.checkVisibility({visibilityProperty: true}) && box.width > 1 && box.y > -1000;
            return shows && box.right > innerWidth;
        }).map((element) => element.outerHTML.slice(0, 90))"""
    )


def assert_every_button_and_field_takes_a_thumb(page):
    assert_no_sideways_scroll(page)
    assert small_targets(page, "#page-edit-form footer button", THUMB) == []
    assert (
        small_targets(page, "main a, main button, main input:not([type=hidden]), main select, main textarea", 44) == []
    )
    assert cut_off(page) == []


@pytest.mark.parametrize("kind", ["product", "producer"])
def test_in_the_form_of_a_page_every_button_and_field_takes_a_thumb(member, product, colleagues, kind):
    pk = product.pk if kind == "product" else product.producer_id
    page = member(viewport=NARROW)
    open_form(page, pk)
    assert_every_button_and_field_takes_a_thumb(page)
    assert page.locator(".w-editing-sessions__session").count() == 0
    colleagues(pk)
    open_form(page, pk)
    expect(page.locator(".w-editing-sessions__session")).to_have_count(3)
    assert_every_button_and_field_takes_a_thumb(page)


def test_a_step_of_the_profile_opens_the_form_at_its_field(member, product):
    page = member(viewport=NARROW)
    open_form(page, product.producer_id, "#id_phone")
    expect(page.locator("#id_phone")).to_be_in_viewport(ratio=1)
    assert (
        page.locator("label[for=id_phone]").bounding_box()["y"]
        > page.locator(".w-slim-header").bounding_box()["height"]
    )
    assert page.locator("main").evaluate("(main) => main.scrollWidth") == NARROW["width"]


def small_targets(page, selector, least):
    """Returns what can be tapped and is lower than `least` pixels, or narrower than 44."""
    return page.locator(selector).evaluate_all(
        """(elements, least) => elements.filter((element) => {
            const box = element.getBoundingClientRect();
            const shows = element.checkVisibility({visibilityProperty: true, opacityProperty: true});
            return shows && box.width > 1 && box.y > -1000 && (Math.round(box.height) < least || Math.round(box.width) < 44);
        }).map((element) => element.outerHTML.slice(0, 120))""",
        least,
    )


def test_a_narrow_phone_never_scrolls_sideways_and_every_target_takes_a_thumb(member, product):
    page = member(viewport=NARROW)
    small = []
    for path in screens(product):
        page.goto(path)
        for fold in page.locator("main details").all():
            fold.evaluate("(element) => { element.open = true; }")
        assert_no_sideways_scroll(page)
        small += page.evaluate(
            """(thumb) => [...document.querySelectorAll(
                "main a, main button, main input:not([type=hidden]), main select, main summary, .stall-bar a, .stall-menu summary"
            )].filter((element) => {
                const target = element.closest("label.check") ?? element;
                const box = target.getBoundingClientRect();
                return element.checkVisibility() && box.width && (box.height < thumb || box.width < 44);
            }).map((element) => location.pathname + ": " + element.outerHTML.slice(0, 90))""",
            THUMB,
        )
    assert small == []


def test_the_bar_is_under_the_thumb_on_a_phone_and_beside_the_name_on_a_desk(member):
    for viewport, at_bottom in ((PHONE, True), (DESKTOP, False)):
        page = member(viewport=viewport)
        bar = page.locator(".stall-bar").bounding_box()
        assert (bar["y"] + bar["height"] == viewport["height"]) is at_bottom
        assert page.locator(".stall-bar [aria-current]").inner_text() == "Gian hàng"
