"""The demo's producers, with the standards they hold and the day their contact was confirmed."""

from decimal import Decimal

from django.utils import timezone

from cooperatives.models import (
    Commune,
    ContactConfirmation,
    ProducerIndexPage,
    ProducerPage,
    ProducerPicture,
    ProducerStandard,
    Standard,
)
from home.demo import tables
from home.demo.streams import story

# Optional texts that a table may leave out.
TEXTS = {
    "name_en": "name_en",
    "registration_number": "registration",
    "representative": "representative",
    "village": "village",
    "address_as_written": "address_as_written",
    "phone": "phone",
    "zalo": "zalo",
    "email": "email",
    "website": "website",
    "facebook": "facebook",
    "summary_en": "summary_en",
}
NUMBERS = ["founded", "households", "latitude", "longitude"]


def load_producers(images):
    """Make the producers that are missing; return (page ids of all by key, the pages made now)."""
    parent = ProducerIndexPage.objects.get()
    keys = {tables.identity("producer", row["key"]): row["key"] for row in tables.producers()}
    ids = {
        keys[identity]: pk
        for identity, pk in ProducerPage.objects.filter(translation_key__in=keys).values_list("translation_key", "pk")
    }
    communes = Communes()
    standards = {standard.slug: standard for standard in Standard.objects.all()}
    made = []
    for row in tables.producers():
        if row["key"] in ids:
            continue
        page = parent.add_child(instance=producer_page(row, communes, images))
        ids[row["key"]] = page.pk
        made.append(page)
        add_records(page, row, images, standards)
    return ids, made


def producer_page(row, communes, images):
    """Return the unsaved page of one table."""
    commune = communes.today[row["commune"]]
    now = timezone.now()
    return ProducerPage(
        title=row["name"],
        slug=row["key"],
        translation_key=tables.identity("producer", row["key"]),
        legal_form=row["form"],
        summary=row.get("summary") or row["name"],
        body=story(row.get("story", [])),
        main_image=first_picture(row, images),
        area_ha=Decimal(str(row["area_ha"])) if "area_ha" in row else None,
        commune=commune,
        former_commune=communes.former(row, commune),
        first_published_at=now,
        last_published_at=now,
        **{field: row.get(name, "") for field, name in TEXTS.items()},
        **{name: row.get(name) for name in NUMBERS},
    )


def add_records(page, row, images, standards):
    """Write what belongs to a new producer's page."""
    ProducerPicture.objects.bulk_create(
        ProducerPicture(page=page, image=images[key], sort_order=number)
        for number, key in enumerate(row.get("pictures", [])[1:])
        if key in images
    )
    ProducerStandard.objects.bulk_create(held_standards(ProducerStandard, page, row, standards))
    if "contact_confirmed_days_ago" in row:
        ContactConfirmation.objects.create(producer=page, confirmed_on=tables.ago(row["contact_confirmed_days_ago"]))


def held_standards(model, page, row, standards):
    """Return the unsaved standards of a producer's or a product's table."""
    return [
        model(
            page=page,
            standard=standards[held["standard"].replace("_", "-")],
            number=held.get("number", ""),
            issuer=held.get("issuer", ""),
            expires_on=tables.ahead(held.get("expires_in_days")),
            sort_order=number,
        )
        for number, held in enumerate(row.get("standard", []))
    ]


def first_picture(row, images):
    """Return the picture that opens the page, or None while there is no file for it."""
    return next((images[key] for key in row.get("pictures", [])[:1] if key in images), None)


class Communes:
    """Communes of both eras, as the tables name them."""

    def __init__(self):
        self.today = {unit.code: unit for unit in Commune.objects.current()}
        self.before = list(Commune.objects.former().prefetch_related("successors"))

    def former(self, row, commune):
        """Return the old unit that became part of `commune` and bears the table's name, or None.

        A commune and a township may share a name (Hát Lót): the address as written tells which.
        """
        name = row.get("former_commune")
        if not name:
            return None
        found = [unit for unit in self.before if unit.name == name and commune in unit.successors.all()]
        if not found:
            raise ValueError(f"{row['key']}: {name} did not become part of {commune.full_name}")
        written = row.get("address_as_written", "").lower()
        return next((unit for unit in found if unit.full_name.lower() in written), found[-1])
