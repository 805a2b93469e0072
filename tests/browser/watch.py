"""Looks over a page's shoulder: every error, refused resource and call to another host becomes a complaint."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

AXE = Axe().axe_script


class Watch:
    """Collects what a visitor would not see but must not happen."""

    def __init__(self, page, home):
        self.home = urlsplit(home).netloc
        self.complaints = []
        self.forgiven = ()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def forgive(self, *fragments):
        """Complaints that hold one of these fragments are what the test is about, and are left out."""
        self.forgiven += fragments

    def open_complaints(self):
        """Returns the complaints that nobody forgave."""
        return [line for line in self.complaints if not any(fragment in line for fragment in self.forgiven)]

    def _console(self, message):
        # A breach of the content security policy shows here too.
        if message.type == "error":
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.home:
            self.complaints.append(f"another host: {request.url}")

    def _response(self, response):
        if response.status >= 400:
            self.complaints.append(f"answer {response.status}: {response.url}")


def accessibility_violations(page, within=None):
    """Returns one line per element that breaks a rule of axe-core on the page, or within a selector, as it is now."""
    if not page.evaluate("'watchingAxe' in window"):  # Wagtail's forms bring an axe of their own
        page.evaluate(f"{AXE}; window.watchingAxe = axe")
    run = "(within) => watchingAxe.run(within ?? document, {resultTypes: ['violations']}).then((found) => found.violations)"
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for rule in page.evaluate(run, within)
        for node in rule["nodes"]
    ]


def assert_accessible(page):
    """Fails with the list of violations when axe-core finds any, in light and in dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        violations = accessibility_violations(page)
        assert violations == [], f"{page.url} in {scheme}:\n" + "\n".join(violations)


def assert_no_sideways_scroll(page):
    """Fails when the page is wider than the window, and names what sticks out."""
    outside = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter((element) => element.getBoundingClientRect().right > width + 1)
                .slice(0, 5)
                .map((element) => element.outerHTML.slice(0, 120));
        }"""
    )
    assert outside == [], f"{page.url} is wider than its window: {outside}"
