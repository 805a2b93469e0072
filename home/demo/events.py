"""The demo's events, their places and the form that one of them offers."""

import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from docx import Document
from wagtail.models import Collection

from cooperatives.models import Commune
from home.demo import tables
from ocop.documents.models import SiteDocument
from trade.models import EventDocument, EventIndexPage, EventPage, EventProducer, EventProduct

# What the page takes from the table as it stands there.
AS_WRITTEN = (
    "title", "kind", "state", "state_note", "summary", "organiser", "is_online", "online_url", "place_name", "latitude",
    "longitude", "audience", "fee", "registration", "registration_phone", "registration_email", "registration_url",
)  # fmt: skip
ANNOUNCED_BEFORE = 30  # days
FORM_LINES = [
    "Tên hợp tác xã, tổ hợp tác, hộ",
    "Xã, bản",
    "Người đi học (tối đa 2)",
    "Số điện thoại",
    "Hàng đang có nhãn",
]


def load_events(writer):
    """Make the events that are missing; return the pages made now. `writer`: a `BlockWriter`."""
    parent = EventIndexPage.objects.get()
    communes = {unit.code: unit for unit in Commune.objects.current()}
    made = []
    for row in tables.events():
        identity = tables.identity("event", row["key"])
        if not EventPage.objects.filter(translation_key=identity).exists():
            made.append(make_event(parent, row, identity, writer, communes))
    return made


def make_event(parent, row, identity, writer, communes):
    """Make one event with all that hangs on it."""
    first = tables.ahead(row["starts_in"])
    published = timezone.make_aware(
        datetime.datetime.combine(
            min(first, timezone.localdate()) - datetime.timedelta(days=ANNOUNCED_BEFORE), datetime.time(8, 30)
        )
    )
    page = parent.add_child(
        instance=EventPage(
            **{name: row[name] for name in AS_WRITTEN if name in row},
            slug=row["key"],
            translation_key=identity,
            start_date=first,
            end_date=tables.ahead(row.get("ends_in")),
            start_time=time_of(row.get("start_time")),
            end_time=time_of(row.get("end_time")),
            registration_deadline=tables.ahead(row.get("register_until_in")),
            main_image=writer.images.get(row["picture"]),
            commune=communes.get(row.get("commune")),
            body=writer.stream(row.get("blocks", [])),
            results=writer.stream(row.get("results", [])),
            first_published_at=published,
            last_published_at=published,
        )
    )
    EventProducer.objects.bulk_create(
        EventProducer(page=page, producer_id=writer.producers[key], sort_order=place)
        for place, key in enumerate(row.get("producers", []))
    )
    EventProduct.objects.bulk_create(
        EventProduct(page=page, product_id=writer.products[key], sort_order=place)
        for place, key in enumerate(row.get("products", []))
    )
    if "form" in row:
        EventDocument.objects.create(page=page, document=form_document(row["form"]))
    return page


def time_of(text):
    """Return "07:30" as a time, or None."""
    return datetime.time.fromisoformat(text) if text else None


def form_document(title):
    """Return the registration form of this title, written now unless it is there already."""
    known = SiteDocument.objects.filter(title=title).first()
    if known:
        return known
    paper = Document()
    paper.add_heading(title, level=1)
    table = paper.add_table(rows=0, cols=2, style="Table Grid")
    for line in FORM_LINES:
        table.add_row().cells[0].text = line
    content = BytesIO()
    paper.save(content)
    document = SiteDocument(title=title, collection=Collection.get_first_root_node())
    document.file.save("phieu-dang-ky.docx", ContentFile(content.getvalue()), save=False)
    document.file_size = len(content.getvalue())
    document.save()
    return document
