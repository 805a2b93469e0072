"""Cuts Be Vietnam Pro down to the letters the site prints: one WOFF2 file per weight instead of three.

Needs network access to the npm registry, so it runs only when the font or the list of letters changes:

    .venv/bin/python scripts/build_fonts.py

Writes `static/fonts/*.woff2`, the licence beside them, and prints the sizes and the `unicode-range` of `static/css/base.css`.
"""

import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.otlLib.builder import SingleSubstBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "@expo-google-fonts/be-vietnam-pro@0.4.1"  # carries the whole TTF; other packages carry only pieces of it
WEIGHTS = {400: "400Regular/BeVietnamPro_400Regular.ttf", 600: "600SemiBold/BeVietnamPro_600SemiBold.ttf"}

# kern, mark, mkmk, ccmp and locl place the stacked accents; tnum is added below. Fractions and style sets stay out.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
PUNCTUATION = " \u00a0!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»§©®°±·×÷¹²³¼½¾–—‘’“”„†•…‹›€₫™−≤≥≠≈"
NAMES_FROM_ABROAD = "çèéêëìíîïñòóôöùúûüýàáâäãåæœøßÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜÝÀÁÂÄÃÅÆŒØ"


def needed_letters():
    """Returns every character a page may print: ASCII, Vietnamese composed and as combining marks, and common signs."""
    letters = set(PUNCTUATION) | set(NAMES_FROM_ABROAD) | {chr(code) for code in range(0x20, 0x7F)}
    letters |= {"đ", "Đ", *(tone for tone in TONES if tone), "\u0302", "\u0306", "\u031b"}
    for vowel in VOWELS:
        for tone in TONES:
            letter = unicodedata.normalize("NFC", vowel + tone)
            letters |= {letter, letter.upper()}
    return letters


def add_tabular_figures(font):
    """Adds the `tnum` feature that the family lacks: each digit centred on the width of the widest, so prices line up."""
    cmap, metrics, glyphs = font.getBestCmap(), font["hmtx"].metrics, font["glyf"]
    digits = [cmap[ord(digit)] for digit in "0123456789"]
    width = max(metrics[digit][0] for digit in digits)
    mapping = {}
    for digit in digits:
        pen = TTGlyphPen(font.getGlyphSet())
        shift = (width - metrics[digit][0]) // 2
        pen.addComponent(digit, (1, 0, 0, 1, shift, 0))
        mapping[digit] = f"{digit}.tnum"
        glyphs[mapping[digit]] = pen.glyph()
        metrics[mapping[digit]] = (width, metrics[digit][1] + shift)
    font.setGlyphOrder(glyphs.glyphOrder)

    table = font["GSUB"].table
    builder = SingleSubstBuilder(font, location=None)
    builder.mapping = mapping
    table.LookupList.Lookup.append(builder.build())
    feature = otTables.FeatureRecord()
    feature.FeatureTag, feature.Feature = "tnum", otTables.Feature()
    feature.Feature.FeatureParams = None
    feature.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    table.FeatureList.FeatureRecord.append(feature)
    for script in table.ScriptList.ScriptRecord:
        languages = [script.Script.DefaultLangSys, *(item.LangSys for item in script.Script.LangSysRecord)]
        for language in filter(None, languages):
            language.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)
    copy = BytesIO()
    font.save(copy)  # the subsetter reads a font as it was loaded, and would not see the new glyphs
    return TTFont(copy)


def unicode_range(codes):
    """Returns a CSS `unicode-range` value for sorted code points."""
    runs = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in runs)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        name = subprocess.check_output(["npm", "pack", "--silent", PACKAGE], cwd=folder, text=True).split()[-1]
        with tarfile.open(folder / name) as archive:
            archive.extractall(folder, filter="data")
        target = ROOT / "static" / "fonts"
        target.mkdir(parents=True, exist_ok=True)
        (target / "OFL.txt").write_bytes((folder / "package" / "LICENSE_FONT").read_bytes())
        codes = {ord(letter) for letter in needed_letters()}
        for weight, path in WEIGHTS.items():
            font = TTFont(folder / "package" / path)
            missing = sorted(codes - set(font.getBestCmap()))
            if missing:
                sys.exit("not in the font: " + " ".join(f"U+{code:04X} {chr(code)}" for code in missing))
            font = add_tabular_figures(font)
            options = subset.Options(
                layout_features=FEATURES, flavor="woff2", hinting=False, desubroutinize=True, name_IDs=[1, 2, 13, 14]
            )
            cutter = subset.Subsetter(options)
            cutter.populate(unicodes=codes)
            cutter.subset(font)
            file = target / f"be-vietnam-pro-{weight}.woff2"
            subset.save_font(font, str(file), options)
            kept = sorted(TTFont(file).getBestCmap())
            print(f"{file.name}: {file.stat().st_size} bytes, {len(kept)} characters")
        print("unicode-range:", unicode_range(kept))


if __name__ == "__main__":
    main()
