"""The printable leaflet of a story: two A5 pages, or an A4 sheet that is folded once.

A published leaflet is kept under what it says: its whole HTML, that is the published text, today's producers, products
and telephone numbers, and the day of printing. So it is made again exactly when something in it differs, and a draft,
which is never kept, can not slip into it.
"""

import hashlib
import re

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.text import Truncator
from wagtail.models import Site

from ocop.core import pdf, qr
from ocop.images.sizes import LEAFLET, load_sizes

STYLES = "css/leaflet.css"
KEPT_SECONDS = 7 * 24 * 3600
# Paper: how many letters of the stages' texts it holds, and how many pictures, producers and products.
PAPERS = {
    "a5": {"letters": 900, "most_stages": 6, "most_producers": 3, "most_products": 4},
    "a4": {"letters": 1700, "most_stages": 6, "most_producers": 4, "most_products": 6},
}
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def published_leaflet(story, request, paper):
    """Return the leaflet of the story as published, made at most once for what it says."""
    html = leaflet_html(story, request, paper)
    digest = hashlib.sha256(html.encode() + pdf.static_file(STYLES)).hexdigest()
    etag = f'"{digest[:32]}"'
    key = f"leaflet:{story.pk}:{story.live_revision_id or 0}:{digest}"
    content = cache.get(key)
    if content is None:
        try:
            content = pdf.write(html)
        except pdf.EngineMissingError:
            return without_engine(story, request)
        cache.set(key, content, KEPT_SECONDS)
    response = pdf_response(content, story, paper)
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def draft_leaflet(story, request, paper):
    """Return the leaflet of what an editor is writing; it is not kept."""
    html = leaflet_html(story, request, paper)
    try:
        return pdf_response(pdf.write(html), story, paper)
    except pdf.EngineMissingError:
        return without_engine(story, request)


def pdf_response(content, story, paper):
    """Return the answer that shows the file, under a name that says what it is when it is saved."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="to-gap-{story.slug or "cau-chuyen"}-{paper}.pdf"'
    response["Cache-Control"] = "no-cache"  # asked for again each time, and answered 304 while nothing changed
    # A PDF is no page: the policy for pages would keep the browser's own viewer from opening it.
    response["Content-Security-Policy"] = "frame-ancestors 'self'"
    return response


def without_engine(story, request):
    """Say kindly that this machine makes no PDF, and how to print the page instead."""
    return render(request, "news/leaflet_missing.html", {"page": story}, status=503)


def leaflet_html(story, request, paper):
    """Return the leaflet as an HTML document: Vietnamese, whatever language the visitor reads."""
    if paper not in PAPERS:
        raise Http404
    with translation.override("vi"):
        return render_to_string("news/leaflet.html", leaflet_context(story, request, paper))


def leaflet_context(story, request, paper):
    """Return what the leaflet prints."""
    room, journey = PAPERS[paper], story.journey
    stages = journey.stages[: room["most_stages"]]
    producers, products = journey.producers[: room["most_producers"]], journey.products[: room["most_products"]]
    load_sizes([story.main_image, *(stage.pictures[0].image for stage in stages if stage.pictures)], LEAFLET)
    letters = room["letters"] // max(len(stages), 1)
    address = story.full_url or request.build_absolute_uri("/")
    return {
        "page": story,
        "paper": paper,
        "stylesheet": pdf.STATIC + STYLES,
        "media": pdf.MEDIA,
        "stages": [{"stage": stage, "brief": brief(stage.words, letters)} for stage in stages],
        "left_out": len(journey.stages) - len(stages),
        "producers": producers,
        "products": products,
        "site_name": site_name(request),
        "address": address,
        "shown_address": address.split("://", 1)[-1].rstrip("/"),
        "qr": qr.data_uri(address),
        "printed_on": timezone.localdate(),
        "demo_mark": settings.OCOP_DEMO_MARK,
    }


def site_name(request):
    """Return the name of the site as its record says."""
    site = Site.find_for_request(request)
    return site.site_name if site and site.site_name else "OCOP Mai Sơn"


def brief(text, letters):
    """Return the first whole sentences of `text` that fit into `letters`; at a pinch the first words of the first."""
    kept = ""
    for sentence in SENTENCE_END.split(text):
        if len(kept) + len(sentence) > letters:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or Truncator(text).chars(letters)
