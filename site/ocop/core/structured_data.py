"""schema.org descriptions as plain dicts; `{% structured_data %}` prints them safely."""

from django.conf import settings
from django.templatetags.static import static


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
    """Describe a news article; moments carry their offset, and a correction stands as one."""
    author = article.author
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title[:110],
            "description": article.summary,
            "inLanguage": "vi",
            "datePublished": article.published_at.isoformat(),
            "dateModified": article.modified_at.isoformat(timespec="seconds"),
            "author": signed_by(author, article.byline, absolute(request, article.author_url(request))),
            "articleSection": article.category.name if article.category else None,
            "image": [url] if (url := picture_url(article.main_image, request)) else None,
            "publisher": publisher(request),
            "correction": {
                "@type": "CorrectionComment",
                "text": article.correction,
                "datePublished": article.corrected_on.isoformat(),
            }
            if article.correction and article.corrected_on
            else None,
            "mainEntityOfPage": absolute(request, article.get_url(request)),
            "url": absolute(request, article.get_url(request)),
        }
    )


def signed_by(author, byline, url):
    """Describe who signed a text: an author of the list with their page, else the byline; None for an unsigned one."""
    if author:
        return {"@type": "Organization" if author.is_desk else "Person", "name": author.name, "url": url}
    return {"@type": "Organization", "name": byline} if byline else None


def publisher(request):
    """Describe this site as the publisher of what it prints."""
    return {
        "@type": "Organization",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": absolute(request, "/"),
        "logo": {"@type": "ImageObject", "url": absolute(request, static("img/apple-touch-icon.png"))},
    }


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
