"""A story as schema.org sees it."""

from ocop.core.structured_data import absolute, picture_url, without_empty


def story(page, request):
    """Describe a story as an Article: about its crop, mentioning the producers and products that take part."""
    producers = [mention("Organization", producer, request) for producer in page.journey.producers]
    products = [mention("Product", entry.product, request) for entry in page.journey.products]
    place = {"@type": "Place", "name": page.place_text} if page.place_text else None
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": page.title[:110],
            "description": page.summary,
            "inLanguage": "vi",
            "articleSection": [stage.name for stage in page.journey.stages],
            "datePublished": page.first_published_at.isoformat() if page.first_published_at else None,
            "dateModified": page.last_published_at.isoformat() if page.last_published_at else None,
            "about": {"@type": "Thing", "name": page.crop.name} if page.crop else None,
            "contentLocation": place,
            "mentions": producers + products,
            "image": picture_url(page.main_image, request),
            "url": absolute(request, page.get_url(request)),
        }
    )


def mention(kind, page, request):
    """Name a page and where it stands."""
    return {"@type": kind, "name": page.title, "url": absolute(request, page.get_url(request))}
