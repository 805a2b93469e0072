"""schema.org descriptions as plain dicts; `{% structured_data %}` prints them safely."""


def absolute(request, url):
    """Return `url` with the request's scheme and host; None stays None."""
    return request.build_absolute_uri(url) if url else None


def picture_url(image, request):
    """Return the absolute address of `image` in the size of the social card, or None without a picture."""
    from ocop.images.sizes import sharing_rendition

    return absolute(request, sharing_rendition(image).url) if image else None


def without_empty(data):
    """Return the dict without keys whose value is None, "" or an empty list or dict."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def organization(producer, request):
    """Describe a producer; contacts and coordinates only where the producer publishes them."""
    geo = None
    if producer.latitude is not None and producer.longitude is not None:
        geo = {"@type": "GeoCoordinates", "latitude": producer.latitude, "longitude": producer.longitude}
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": producer.title,
            "alternateName": producer.name_en,
            "description": producer.summary,
            "url": absolute(request, producer.get_url(request)),
            "foundingDate": str(producer.founded) if producer.founded else None,
            "telephone": producer.phone,
            "email": producer.email,
            "sameAs": [url for url in (producer.website, producer.facebook) if url],
            "address": {
                "@type": "PostalAddress",
                "streetAddress": producer.village,
                "addressLocality": producer.commune.full_name,
                "addressRegion": "Sơn La",
                "addressCountry": "VN",
            },
            "location": {"@type": "Place", "geo": geo} if geo else None,
            "image": picture_url(producer.main_image, request),
        }
    )


def news_article(article, request):
    """Describe a news article."""
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title[:110],
            "description": article.summary,
            "datePublished": article.date.isoformat(),
            "dateModified": article.last_published_at.isoformat() if article.last_published_at else None,
            "author": {"@type": "Organization", "name": article.byline} if article.byline else None,
            "image": picture_url(article.main_image, request),
            "url": absolute(request, article.get_url(request)),
        }
    )


def breadcrumb_list(crumbs, request):
    """Describe a trail of (title, url) pairs."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(title), "item": absolute(request, url)}
            for position, (title, url) in enumerate(crumbs, start=1)
        ],
    }
