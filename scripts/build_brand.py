"""Draws the site's icons and its social card from the woven diamond, the hero picture and our own font.

Run it after a change of the mark, the colours or the hero: `python scripts/build_brand.py`.
"""

import io
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
IMG = ROOT / "static" / "img"
FONTS = ROOT / "static" / "fonts"
HERO = ROOT / "home" / "demo" / "pictures" / "hero.webp"

PAPER, INK, INK2, CHERRY = "#faf5ea", "#1c2821", "#26332a", "#a2242b"
FOREST, GOLD = "#153a2c", "#dca84a"
FINE = 8  # drawn this many times larger, then reduced: Pillow's lines have no soft edges

# The motif's strokes on its 64 × 32 tile, as in static/css/base.css.
DIAMOND = [(32, 6), (42, 16), (32, 26), (22, 16), (32, 6)]
HALF = [(0, 12), (4, 16), (0, 20)]
KNOT = [[(2, 14), (8, 8), (13, 13), (10, 16)], [(2, 18), (8, 24), (13, 19), (10, 16)]]
EDGE = [(0, 3)] + [(4 * step, 1 if step % 2 else 3) for step in range(1, 17)]


def mark(size, ground=None, ink=CHERRY, share=1.0):
    """Returns the woven diamond on a square of `size` pixels; `share` is the part of the side it takes."""
    side = size * FINE
    image = Image.new("RGBA", (side, side), ground or (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    unit = side * share / 36
    shift = side / 2 - 18 * unit

    def line(points, width):
        draw.line(
            [(shift + x * unit, shift + y * unit) for x, y in points],
            fill=ink,
            width=round(width * unit),
            joint="curve",
        )

    def diamond(radius, width):
        # Two points more than four, so that the last corner is joined too.
        line(
            [
                (18, 18 - radius),
                (18 + radius, 18),
                (18, 18 + radius),
                (18 - radius, 18),
                (18, 18 - radius),
                (18 + radius, 18),
            ],
            width,
        )

    diamond(15.5, 2.4)
    diamond(5, 2)
    for points in (((18, 8), (18, 13)), ((18, 23), (18, 28)), ((8, 18), (13, 18)), ((23, 18), (28, 18))):
        line(points, 2)
    heart = [(18, 15.8), (20.2, 18), (18, 20.2), (15.8, 18)]
    draw.polygon([(shift + x * unit, shift + y * unit) for x, y in heart], fill=ink)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def band(width, height=32):
    """Returns a strip of the cloth's edge, gold on forest."""
    fine = FINE // 2
    scale = height / 32 * fine
    tile = Image.new("RGB", (round(64 * scale), height * fine), FOREST)
    draw = ImageDraw.Draw(tile)

    def line(points, weight):
        draw.line([(x * scale, y * scale) for x, y in points], fill=GOLD, width=max(1, round(weight * scale)))

    def mirrored(points):
        return [(64 - x, y) for x, y in points]

    line(DIAMOND, 1.5)
    draw.polygon([(x * scale, y * scale) for x, y in ((32, 11.5), (36.5, 16), (32, 20.5), (27.5, 16))], fill=GOLD)
    for points in (HALF, *KNOT):
        line(points, 1.5)
        line(mirrored(points), 1.5)
    for points in (EDGE, [(x, y + 28) for x, y in EDGE]):
        line(points, 1)
    tile = tile.resize((tile.width // fine, height), Image.Resampling.LANCZOS)
    strip = Image.new("RGB", (width, height))
    for left in range(0, width, tile.width):
        strip.paste(tile, (left, 0))
    return strip


def font(weight, size):
    """Returns one of the site's web fonts for drawing."""
    face = TTFont(FONTS / f"be-vietnam-pro-{weight}.woff2")
    face.flavor = None
    file = io.BytesIO()
    face.save(file)
    file.seek(0)
    return ImageFont.truetype(file, size)


def social_card():
    """Returns the picture that stands for the site when a page without one is shared: 1200 × 630."""
    width, height, edge = 1200, 630, 44
    hero = Image.open(HERO).convert("RGB")
    scale = max(width / hero.width, (height - edge) / hero.height)
    hero = hero.resize((round(hero.width * scale), round(hero.height * scale)), Image.Resampling.LANCZOS)
    left = round((hero.width - width) * 0.75)
    card = Image.new("RGB", (width, height), PAPER)
    card.paste(hero.crop((left, hero.height - (height - edge), left + width, hero.height)), (0, 0))
    # The words stand on sky and hills, so the veil fades out to the right and above the table.
    veil = Image.new("L", (width, height))
    veil.putdata(
        [
            round(150 * max(0, 1 - x / 780) * min(1, max(0, (430 - y) / 130)))
            for y in range(height)
            for x in range(width)
        ]
    )
    card.paste(Image.new("RGB", card.size, PAPER), (0, 0), veil)
    card.paste(band(width, edge), (0, height - edge))
    logo = mark(120)
    card.paste(logo, (68, 40), logo)
    draw = ImageDraw.Draw(card)
    draw.text((72, 160), "OCOP Mai Sơn", font=font(600, 76), fill=INK)
    draw.text((72, 258), "Sản phẩm OCOP của tám xã", font=font(600, 32), fill=INK2)
    draw.text((72, 302), "vùng Mai Sơn, Sơn La", font=font(600, 32), fill=INK2)
    return card


def main():
    mark(180, PAPER, share=0.7).convert("RGB").save(IMG / "apple-touch-icon.png", optimize=True)
    mark(64).save(IMG / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
    social_card().save(IMG / "social-card.jpg", quality=82, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
