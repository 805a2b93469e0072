"""What a visitor does in the document library, in a real browser."""

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP


def test_from_a_number_typed_anyhow_to_the_decision_that_holds(open_page):
    page = open_page("/tra-cuu/", viewport=DESKTOP)
    page.get_by_role("searchbox").fill("qd 148")
    page.keyboard.press("Enter")
    expect(page.locator(".paper__title").first).to_have_text("Quyết định 148/QĐ-TTg")
    page.locator(".paper__title a").first.click()
    expect(page.locator(".paper-page__force")).to_have_text("bị thay thế")
    page.locator(".notice a").click()
    expect(page.locator("h1")).to_have_text("Quyết định 26/2026/QĐ-TTg")
    expect(page.locator(".paper-page__force")).to_have_text("còn hiệu lực")


def test_a_tick_narrows_the_list_and_the_address_keeps_it(open_page):
    page = open_page("/tra-cuu/", viewport=DESKTOP)
    page.get_by_role("checkbox", name="Nghị định").check()
    page.wait_for_url("**kind=nghi_dinh**")
    expect(page.locator("#result-count")).to_contain_text("4 văn bản")
    page.reload()
    expect(page.get_by_role("checkbox", name="Nghị định")).to_be_checked()


def test_words_inside_a_file_lead_to_it(open_page):
    page = open_page("/tra-cuu/?q=so+ghi+chep", viewport=DESKTOP)
    expect(page.locator(".paper__inside mark").first).to_have_text("sổ")
    page.locator(".paper__title a").first.click()
    with page.expect_download() as download:
        page.locator(".paper-page__file .button").click()
    assert download.value.suggested_filename.endswith("huong-dan-cong-nhan-lai.pdf")


def test_the_introduction_leaves_when_a_tick_narrows_the_list(open_page):
    page = open_page("/tra-cuu/", viewport=DESKTOP)
    expect(page.locator(".listing__lead .lead")).to_be_visible()
    page.get_by_role("checkbox", name="Nghị định").check()
    page.wait_for_url("**kind=nghi_dinh**")
    expect(page.locator(".listing__lead .lead")).to_have_count(0)
