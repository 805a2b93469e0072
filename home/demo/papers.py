"""Small real files of the demo's own papers: a DOCX and a PDF, made from a list of paragraphs."""

import io
from html import escape

from django.conf import settings

from ocop.core.pdf import engine

PDF_STYLE = """
@font-face { font-family: "Be Vietnam Pro"; src: url("fonts/be-vietnam-pro-400.woff2") }
@font-face { font-family: "Be Vietnam Pro"; font-weight: 600; src: url("fonts/be-vietnam-pro-600.woff2") }
@page { size: A5; margin: 16mm }
body { font: 10.5pt/1.55 "Be Vietnam Pro", sans-serif }
h1 { font-size: 16pt; line-height: 1.3 }
h2 { margin-top: 6mm; font-size: 12pt }
"""


def paper(name, lines):
    """Return the bytes of the file `name` (.docx or .pdf); a line that begins with "# " is a heading."""
    return docx(lines) if name.endswith(".docx") else pdf(lines)


def docx(lines):
    """Return a DOCX."""
    from docx import Document

    document = Document()
    document.core_properties.author = "OCOP Mai Sơn"
    for line in lines:
        if line.startswith("# "):
            document.add_heading(line[2:], level=1 if line is lines[0] else 2)
        else:
            document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def pdf(lines):
    """Return a PDF with the site's letters."""
    level = {True: "h1", False: "h2"}
    parts = ((level[line is lines[0]], line[2:]) if line.startswith("# ") else ("p", line) for line in lines)
    body = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in parts)
    html = f'<html lang="vi"><head><title>{escape(lines[0][2:])}</title><style>{PDF_STYLE}</style></head><body>{body}</body></html>'
    return engine().HTML(string=html, base_url=f"{settings.STATICFILES_DIRS[0]}/").write_pdf()
