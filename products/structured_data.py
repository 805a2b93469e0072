"""A product as schema.org sees it."""

from django.utils import timezone

from ocop.core.structured_data import absolute, picture_url, without_empty


def product(page, request):
    """Describe a product; the star is an award only while its certificate is in force, the price only while known."""
    offer = getattr(page, "offer", None)
    prices = sorted(tier.retail for tier in offer.tiers if tier.retail) if offer else []
    certificate = page.certificate
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Product",
            "name": page.title,
            "alternateName": page.name_en,
            "description": page.summary,
            "url": absolute(request, page.get_url(request)),
            "sku": page.product_code,
            "category": page.product_set.official_name if page.product_set else "",
            "image": picture_url(page.main_image, request),
            "award": f"OCOP {certificate.stars} sao" if certificate else None,
            "manufacturer": {
                "@type": "Organization",
                "name": page.producer.title,
                "url": absolute(request, page.producer.get_url(request)),
            },
            "countryOfOrigin": "VN",
            "offers": offers(prices, offer, page, request),
        }
    )


def offers(prices, offer, page, request):
    """Describe the prices as an AggregateOffer in đồng, or None without a price."""
    if not prices:
        return None
    return {
        "@type": "AggregateOffer",
        "priceCurrency": "VND",
        "lowPrice": prices[0],
        "highPrice": prices[-1],
        "offerCount": len(prices),
        "availability": f"https://schema.org/{availability(offer)}",
        "url": absolute(request, page.get_url(request)),
    }


def availability(offer):
    """Return schema.org's word for today: what begins in a later month can be ordered before."""
    if not offer.in_stock:
        return "OutOfStock"
    return "InStock" if offer.months[timezone.localdate().month - 1].availability else "PreOrder"
