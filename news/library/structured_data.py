"""A document as schema.org describes it."""

from news.library.choices import RelationKind
from news.library.status import DocumentStatus
from ocop.core.structured_data import absolute, without_empty

FORCE = {
    DocumentStatus.VALID: "https://schema.org/InForce",
    DocumentStatus.PARTLY: "https://schema.org/PartiallyInForce",
    DocumentStatus.NOT_YET: "https://schema.org/NotInForce",
    DocumentStatus.REPLACED: "https://schema.org/NotInForce",
    DocumentStatus.LAPSED: "https://schema.org/NotInForce",
}
# The property of the newer document that names the earlier one.
PROPERTY = {
    RelationKind.REPLACES: "legislationRepeals",
    RelationKind.AMENDS: "legislationAmends",
    RelationKind.GUIDES: "legislationApplies",
}


def legal_document(page, request):
    """Describe a document: Legislation with its force and what it does to others; a form or plan as DigitalDocument."""
    described = {
        "@context": "https://schema.org",
        "@type": "Legislation" if page.is_legal else "DigitalDocument",
        "name": page.title,
        "description": page.abstract or page.summary,
        "inLanguage": "vi",
        "url": absolute(request, page.get_url(request)),
        "sameAs": page.source_url,
    }
    if not page.is_legal:
        described["publisher"] = {"@type": "Organization", "name": page.issuer}
        return without_empty(described)
    described |= {
        "legislationIdentifier": page.number,
        "legislationType": str(page.get_kind_display()),
        "legislationDate": page.signed_on.isoformat() if page.signed_on else None,
        "temporalCoverage": coverage(page),
        "legislationLegalForce": FORCE.get(page.status),
        "legislationPassedBy": {"@type": "Organization", "name": page.issuer},
        "legislationJurisdiction": "VN",
    }
    for related in page.related:
        if related.forward:
            described[PROPERTY[related.kind]] = [
                {"@type": "Legislation", "name": other.title, "url": absolute(request, other.get_url(request))}
                for other in related.documents
            ]
    return without_empty(described)


def coverage(page):
    """Return the days on which it holds as an ISO 8601 interval, or None without a first day."""
    if not page.in_force_on:
        return None
    return f"{page.in_force_on.isoformat()}/{page.lapses_on.isoformat() if page.lapses_on else '..'}"
