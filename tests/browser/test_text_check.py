"""An editor's way with words that lost letters: seen in place, replaced, taught, and never in the way."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from news.models import ArticleIndexPage, ArticlePage
from ocop.textcheck.models import PageCheck, TaughtWord
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.watch import accessibility_violations


@pytest.fixture
def draft(site_url):
    """An unpublished article; it goes with what was taught."""
    parent = ArticleIndexPage.objects.get()
    body = [{"type": "text", "value": "<p>Tin từ bản.</p>", "id": "6f7c3c1e-55f1-4f0e-8f0b-0a86b0f3c111"}]
    page = parent.add_child(
        instance=ArticlePage(title="Tin thử", slug="tin-thu-soat-chu", summary="Tin", body=body, live=False)
    )
    page.save_revision(user=get_user_model().objects.get(username="bientap"))
    yield page
    ArticlePage.objects.get(pk=page.pk).delete()
    TaughtWord.objects.filter(text="nặmpịa").delete()


@pytest.fixture
def editor(signed_in, draft, site_url):
    """Returns `editor(viewport)`: the draft in the admin, ready to write."""

    def editor(viewport=DESKTOP, **context):
        page = signed_in("bientap", viewport, **context)
        page.watch.forgive("axe.run results")
        page.goto(f"{site_url}/quan-tri/pages/{draft.pk}/edit/")
        page.wait_for_selector("[data-text-check]", state="attached")
        page.wait_for_timeout(2500)
        return page

    return editor


def finding(page, word):
    return page.locator(f"[data-finding][data-word='{word}']")


def test_what_lost_letters_is_shown_in_place_replaced_taught_and_published_anyway(editor, draft):
    page = editor()
    page.locator("#id_summary").fill("Đề án tái cơ cu nông nghiệp, món nặmpịa.")
    story = page.locator(".public-DraftEditor-content").first
    story.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Bà con được hướng dn, nâng cao đời sng và sản xut.")

    # Wagtail saves by itself; then each word stands beside its own field.
    summary = page.locator("[data-contentpath=summary] .text-check__place")
    expect(summary.locator("mark")).to_have_text(["cu", "nặmpịa"])
    body = page.locator("[data-contentpath=body] .text-check__place")
    expect(body.locator("mark")).to_have_text(["dn", "sng", "xut"])
    expect(page.locator("[data-summary]")).to_contain_text("5 chỗ cần xem")
    assert accessibility_violations(page, ".text-check__place") == []

    finding(page, "cu").get_by_role("button", name="Thay bằng “cấu”").click()
    expect(page.locator("#id_summary")).to_have_value("Đề án tái cơ cấu nông nghiệp, món nặmpịa.")
    # Two at once, each among the other's neighbours.
    page.evaluate("""for (const word of ["dẫn", "sống"]) document.querySelector(`[data-with="${word}"]`).click()""")
    expect(story).to_contain_text("Bà con được hướng dẫn, nâng cao đời sống và sản xut.")
    for word in ("dn", "sng"):
        expect(finding(page, word)).to_have_count(0)
    finding(page, "nặmpịa").get_by_role("button", name="Đúng rồi, nhớ từ này").click()
    expect(finding(page, "nặmpịa")).to_have_count(0)
    assert TaughtWord.objects.filter(text="nặmpịa").exists()

    # A slip of the thumb is taken back, there where the word stands.
    note = page.locator("[data-contentpath=summary] [data-taught]")
    expect(note).to_contain_text("Đã nhớ “nặmpịa”")
    expect(note.get_by_role("button", name="Hoàn tác")).to_be_focused()
    assert accessibility_violations(page, "[data-taught]") == []
    note.get_by_role("button", name="Hoàn tác").click()
    expect(finding(page, "nặmpịa")).to_have_count(1)
    expect(note).to_have_count(0)
    assert not TaughtWord.objects.filter(text="nặmpịa").exists()
    finding(page, "nặmpịa").get_by_role("button", name="Đúng rồi, nhớ từ này").click()
    expect(finding(page, "nặmpịa")).to_have_count(0)

    for _attempt in range(40):  # what was replaced is saved by itself, not beside the publishing
        saved = ArticlePage.objects.get(pk=draft.pk).get_latest_revision_as_object()
        if "cơ cấu" in saved.summary and "đời sống" in saved.body[0].value.source:
            break
        page.wait_for_timeout(250)
    page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng", exact=True).click()
    public = ArticlePage.objects.get(pk=draft.pk)
    assert (public.live, public.summary) == (True, "Đề án tái cơ cấu nông nghiệp, món nặmpịa.")
    assert "đời sống và sản xut" in public.body[0].value.source
    assert [item["word"] for item in PageCheck.objects.get(page_id=draft.pk).findings] == ["xut"]


def test_what_was_mended_does_not_come_back_while_another_field_keeps_the_page_from_being_saved(editor, draft):
    draft.summary = "Hướng dn bà con, món nặmpịa, lại hướng dn."
    draft.save_revision()
    page = editor()
    page.watch.forgive("400")  # the refused save
    page.locator("#id_title").fill("")
    finding(page, "dn").first.get_by_role("button", name="Thay bằng “dẫn”").click()
    expect(page.locator("#id_summary")).to_have_value("Hướng dẫn bà con, món nặmpịa, lại hướng dn.")
    expect(page.locator("[data-summary]")).to_contain_text("2 chỗ cần xem")

    finding(page, "nặmpịa").get_by_role("button", name="Đúng rồi, nhớ từ này").click()
    expect(page.locator("[data-taught]")).to_be_visible()
    expect(page.locator("[data-finding]")).to_have_count(1)
    expect(finding(page, "dn")).to_have_attribute("data-after", ".")

    with page.expect_navigation():
        page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator("#id_summary")).to_have_value("Hướng dẫn bà con, món nặmpịa, lại hướng dn.")
    expect(page.locator("[data-finding]")).to_have_count(1)
    expect(page.locator("[data-summary]")).to_contain_text("1 chỗ cần xem")


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "dark")])
def test_findings_are_readable_on_any_screen(editor, draft, viewport, scheme):
    draft.summary = "Hướng dn kthuật cho bà con"
    draft.save_revision()
    page = editor(viewport, color_scheme=scheme)
    expect(page.locator("[data-contentpath=summary] mark")).to_have_text(["dn", "kthuật"])
    page.get_by_role("button", name="Tới chỗ đầu tiên").click()
    expect(finding(page, "dn").get_by_role("button").first).to_be_focused()
    for region in ("[data-text-check]", ".text-check__place"):
        assert accessibility_violations(page, region) == []
    finding(page, "dn").get_by_role("button", name="Bỏ qua ở trang này").click()
    expect(page.locator("[data-contentpath=summary] mark")).to_have_text(["kthuật"])


def test_who_approves_sees_the_words_where_they_stand(signed_in, draft, site_url):
    draft.summary = "Dời sng bên suối, sng khác nay."
    draft.save_revision(user=get_user_model().objects.get(username="bientap"))
    task = draft.get_workflow().start(draft, None).current_task_state
    page = signed_in("bientap")
    page.watch.forgive("axe.run results")
    page.goto(f"{site_url}/quan-tri/duyet/{task.pk}/")
    expect(page.locator(".review__words mark")).to_have_text(["sng", "sng"])
    assert page.evaluate("""[...CSS.highlights.get("doubtful")].map(String)""") == ["sng", "sng"]
    assert accessibility_violations(page, ".review__words") == []
