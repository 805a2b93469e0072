"""The outlines of the sprite."""

import re

from django.template import Context, Template

from tests.repository import ROOT

TEMPLATES = ROOT / "site" / "templates"
NAMED = re.compile(r'{% glyph "([a-z-]+)"')


def test_a_glyph_is_drawn_from_the_sprite_and_stays_silent():
    drawn = Template('{% glyph name %}{% glyph "mail" small=True %}').render(Context({"name": "phone<"}))
    large, small = drawn.split("</svg>")[:2]
    assert 'class="icon"' in large
    assert "img/icons.svg#phone&lt;" in large
    assert 'class="icon icon--small"' in small
    assert small.count('aria-hidden="true"') == 1


def test_every_glyph_that_templates_name_is_in_the_sprite():
    sprite = (ROOT / "static" / "img" / "icons.svg").read_text(encoding="utf-8")
    named = {name for page in TEMPLATES.rglob("*.html") for name in NAMED.findall(page.read_text(encoding="utf-8"))}
    assert len(named) > 20
    assert {name for name in named if f'id="{name}"' not in sprite} == set()
