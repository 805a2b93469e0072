"""What documents do to one another, read in both directions, and kept free of circles."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from news.library.choices import RelationKind

# (kind, whether the page at hand is the newer one): the heading above the other documents, in this order
HEADINGS = {
    (RelationKind.REPLACES, False): _("Replaced by"),
    (RelationKind.AMENDS, False): _("Amended by"),
    (RelationKind.GUIDES, False): _("Guided by"),
    (RelationKind.REPLACES, True): _("Replaces"),
    (RelationKind.AMENDS, True): _("Amends"),
    (RelationKind.GUIDES, True): _("Guides the carrying out of"),
}


@dataclass
class Related:
    """Other documents under one heading; `forward` where the page at hand is the newer one."""

    kind: str
    forward: bool
    heading: str
    documents: list


def relations_of(page):
    """Return the `Related` of a document in the order of `HEADINGS`: published ones only, one query.

    The document's own rows are taken from it as it stands, so that a preview shows what is being written.
    """
    from news.models import DocumentRelation, LegalDocumentPage

    found = [(row.kind, True, row.target_id) for row in page.relations.all()]
    if page.pk:
        backwards = DocumentRelation.objects.filter(target=page.pk, page__live=True).values_list("kind", "page_id")
        found += [(kind, False, pk) for kind, pk in backwards]
    ids = {pk for _kind, _forward, pk in found}
    pages = {item.pk: item for item in LegalDocumentPage.objects.browsable().for_cards().filter(pk__in=ids)}
    result = []
    for (kind, forward), heading in HEADINGS.items():
        documents = [pages[pk] for k, f, pk in found if (k, f) == (kind, forward) and pk in pages]
        if documents:
            result.append(Related(kind, forward, heading, documents))
    return result


def leads_back(page_id, target_id):
    """Whether `target_id` replaces `page_id`, be it over however many steps; one query.

    Then "page replaces target" would close a circle.
    """
    from news.models import DocumentRelation

    replaces = {}
    rows = DocumentRelation.objects.filter(kind=RelationKind.REPLACES).exclude(page=page_id)
    for newer, older in rows.values_list("page_id", "target_id"):
        replaces.setdefault(newer, []).append(older)
    waiting, seen = [target_id], set()
    while waiting:
        current = waiting.pop()
        if current == page_id:
            return True
        if current not in seen:
            seen.add(current)
            waiting += replaces.get(current, [])
    return False
