"""Takes the guides' screenshots into docs/huong-dan/anh, from the demo as a member, an editor and an officer see it.

Run it (`make guide-pictures`) after changing a screen that a guide shows, so that the pictures stay true.
Arguments (`ARGS=`) are names of pictures; without any: every one.
"""

import io
import os
import shutil
import sys

PASSWORD = os.environ["DEMO_PASSWORD"] = "anh-huong-dan-1"  # of the scratch site; `preview` hands the variable on

from PIL import Image
from playwright.sync_api import sync_playwright
from preview import CHROMIUM_ARGUMENTS, ROOT, manage, prepare, served

FOLDER = ROOT / "docs" / "huong-dan" / "anh"
PHONE, DESK = (375, 812), (1280, 800)
# file: (account, size, address, what is pressed from there in order, and what is scrolled to, if anything)
PICTURES = {
    "gian-hang": ("htx1", PHONE, "/gian-hang/", []),
    "sua-gia": ("htx1", PHONE, "/gian-hang/", ["a[href$='/gia/']"]),
    "thu-vien-van-ban": ("canbo", DESK, "/quan-tri/library_documents/", []),
    "mua-vu": ("htx1", PHONE, "/gian-hang/", ["a[href$='/thang/']"]),
    "them-anh": ("htx1", PHONE, "/gian-hang/anh/", []),
    "ta-anh": ("htx1", PHONE, "/gian-hang/anh/", [".photos__card"]),
    "gui-duyet": ("htx1", PHONE, "/gian-hang/", [".stall-ways a[href$='/edit/']"]),
    "da-duyet": ("htx1", PHONE, "/gian-hang/", [], ".stall-news"),
    "thanh-vien": ("htx1", PHONE, "/gian-hang/thanh-vien/", []),
    "cho-duyet": ("bientap", DESK, "/quan-tri/duyet/", []),
    "duyet": ("bientap", DESK, "/quan-tri/duyet/", [".review-list__link"]),
    "ban-bien-tap": ("bientap", DESK, "/quan-tri/", []),
    "viet-su-kien": ("bientap", DESK, "/quan-tri/", [".sidebar a:has-text('Xúc tiến thương mại')", "main td.title a"]),
    "dang-video": ("bientap", DESK, "/quan-tri/videos/", []),
    "viet-cau-chuyen": ("bientap", DESK, "/quan-tri/stories/", []),
    "banner": ("bientap", DESK, "/quan-tri/banners/", []),
    "don-dang-ky": ("canbo", DESK, "/quan-tri/dang-ky-gian-hang/", []),
    "tra-loi-don": ("canbo", DESK, "/quan-tri/dang-ky-gian-hang/", ["main td a"]),
    "nguoi-cua-chu-the": (
        "canbo",
        DESK,
        "/quan-tri/chu-the/?q=Đồi+Nắng",
        ["main td a:has-text('Đồi Nắng')"],
    ),
}


def sign_in(page, home, name):
    """Signs in on the site's own form."""
    page.goto(home + "/dang-nhap/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("networkidle")


def shoot(browser, home, name, account, size, address, steps, target=None):
    """Writes one picture as WebP, twice as sharp as the screen."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, device_scale_factor=2, locale="vi-VN", reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, home, account)
    page.goto(home + address)
    for selector in steps:
        page.locator(selector).first.click()
        page.wait_for_load_state("networkidle")
    if target:
        page.locator(target).first.evaluate("element => element.scrollIntoView({ block: 'center' })")
    picture = Image.open(io.BytesIO(page.screenshot()))
    FOLDER.mkdir(exist_ok=True)
    picture.save(FOLDER / f"{name}.webp", quality=70, method=6)
    context.close()


def main():
    prepare()
    manage("load_demo")  # gives the accounts this password
    with served() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGUMENTS[1:])
        for name in sys.argv[1:] or PICTURES:
            shoot(browser, home, name, *PICTURES[name])
            print(FOLDER / f"{name}.webp", flush=True)


if __name__ == "__main__":
    main()
