"""Videos: nothing of them, and nothing from YouTube, before the visitor presses play."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP


@pytest.fixture
def addresses(site_url):
    """The demo's long film, and its one video at YouTube."""
    from news.models import VideoPage

    return (
        VideoPage.objects.exclude(film=None).order_by("-date").first().url,
        VideoPage.objects.live().filter(film=None).first().url,
    )


class TestYouTube:
    def test_nothing_is_asked_of_youtube_before_the_press_and_its_player_afterwards(self, browser, site_url, addresses):
        page = browser.new_context(viewport=DESKTOP, locale="vi-VN", base_url=site_url).new_page()
        asked = []
        page.context.route(
            "https://**", lambda route: (asked.append(route.request.url), route.fulfill(body="trình phát"))
        )
        page.goto(addresses[1], wait_until="networkidle")
        page.mouse.wheel(0, 4000)
        page.wait_for_load_state("networkidle")
        assert asked == []
        page.locator("a[data-player]").click()
        frame = page.locator("iframe.player__frame")
        expect(frame).to_be_focused()
        expect(frame).to_have_attribute("title", re.compile("dâu tây"))
        # Whether Chromium fetches the frame at once is its own affair; where it leads is ours.
        player = "https://www.youtube-nocookie.com/embed/ocop-maison?autoplay=1&rel=0"
        expect(frame).to_have_attribute("src", player)
        assert set(asked) <= {player}
        page.context.close()

    def test_without_scripts_the_poster_is_a_link_that_says_where_it_leads(self, open_page, addresses):
        page = open_page(addresses[1], java_script_enabled=False)
        expect(page.locator("a[data-player]")).to_have_attribute("href", "https://www.youtube.com/watch?v=ocop-maison")
        expect(page.locator(".player__away")).to_be_visible()
        expect(page.locator(".player__here")).to_be_hidden()


class TestFilm:
    def test_a_film_loads_when_it_is_played_and_shows_its_captions(self, open_page, addresses):
        page = open_page(addresses[0], viewport=DESKTOP)
        films = []
        page.on("request", lambda request: films.append(request.url) if "/phim/" in request.url else None)
        page.reload(wait_until="networkidle")
        assert [url for url in films if not url.endswith(".vtt")] == []
        state = page.evaluate(
            """async () => {
              const film = document.querySelector("video");
              film.muted = true;
              const ready = await new Promise((done) => {
                film.addEventListener("loadedmetadata", () => done(true));
                film.addEventListener("error", () => done(false));
                film.querySelector("source").addEventListener("error", () => done(false));
                film.load();
                film.preload = "metadata";
              });
              return { ready, duration: film.duration, cues: film.textTracks.length };
            }"""
        )
        assert state["cues"] == 1
        if state["ready"]:  # a Chromium built without H.264 cannot open MP4
            assert round(state["duration"]) == 28
