"""Takes screenshots of every page type at 375 and 1280 px, light and dark, into var/shots.

Arguments are names of `manage.py page_addresses`, or paths; without any: every page. `--readme` writes the README's picture.
"""

import shutil
import sys

from playwright.sync_api import sync_playwright
from preview import CHROMIUM_ARGUMENTS, ROOT, page_addresses, served

WIDTHS = {375: 812, 1280: 900}


def pictures(home, addresses):
    """Yields (file name, address, width, scheme, whole page?) for each screenshot to take."""
    for name, path in addresses.items():
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                yield f"{name}-{width}-{scheme}.png", home + path, width, scheme


def shoot(browser, file, url, width, scheme, full_page=True):
    """Takes one screenshot, with the lazy pictures loaded."""
    page = browser.new_page(
        viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, reduced_motion="reduce", locale="vi-VN"
    )
    answer = page.goto(url)
    if answer.status >= 500:
        sys.exit(f"{url} answers {answer.status}; see var/preview/server.log")
    page.evaluate("document.querySelectorAll('source[data-late]').forEach((source) => source.remove())")
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach((image) => { image.loading = 'eager' })")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, full_page=full_page)
    page.close()


def main():
    arguments = sys.argv[1:]
    folder = ROOT / "var" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    with served() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGUMENTS[1:])
        addresses = page_addresses()
        if "--readme" in arguments:
            file = ROOT / "docs" / "screenshots" / "home.png"
            file.parent.mkdir(exist_ok=True)
            shoot(browser, file, home + "/", 1280, "light", full_page=False)
            print(file)
            return
        if arguments:
            if unknown := [name for name in arguments if name not in addresses and not name.startswith("/")]:
                sys.exit(
                    f"No page is called {', '.join(unknown)}; known: {', '.join(addresses)}, or a path such as /en/"
                )
            addresses = {name.strip("/").replace("/", "_"): addresses.get(name, name) for name in arguments}
        for name, url, width, scheme in pictures(home, addresses):
            shoot(browser, folder / name, url, width, scheme)
            print(folder / name, flush=True)


if __name__ == "__main__":
    main()
