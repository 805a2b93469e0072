"""QR codes: every form of a code holds the same dark modules, with white around them."""

import io
import re

import segno
from PIL import Image

from ocop.core import qr

ADDRESS = "https://ocop.example.vn/chuoi-gia-tri/ca-phe-muong-chanh/"


def modules():
    """Returns the code's modules, True for dark, with the quiet zone."""
    rows = segno.make(ADDRESS, error="m", micro=False, boost_error=False).matrix_iter(border=4)
    return [[bool(module) for module in row] for row in rows]


class TestForms:
    def test_the_png_shows_the_code(self):
        image = Image.open(io.BytesIO(qr.png(ADDRESS, module=3))).convert("L")
        side = len(modules())
        assert image.size == (side * 3, side * 3)
        assert [[image.getpixel((x * 3 + 1, y * 3 + 1)) == 0 for x in range(side)] for y in range(side)] == modules()

    def test_the_svg_draws_the_same_modules(self):
        drawn = str(qr.svg(ADDRESS, "Mã"))
        side = len(modules())
        found = [[False] * side for _row in range(side)]
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawn):
            for step in range(int(length)):
                found[int(y)][int(x) + step] = True
        assert found == modules()
        assert f'viewBox="0 0 {side} {side}"' in drawn

    def test_what_it_says_aloud_cannot_leave_the_attribute(self):
        assert 'aria-label="&quot;&gt;&lt;script&gt;"' in str(qr.svg(ADDRESS, '"><script>'))

    def test_the_image_for_paper_holds_itself(self):
        assert qr.data_uri(ADDRESS).startswith("data:image/svg+xml")
