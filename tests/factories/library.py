"""The document library and the files in it."""

import io

import factory
import wagtail_factories
from django.core.files.base import ContentFile
from docx import Document

from news.models import DocumentRelation, LegalDocumentPage, LibraryPage
from ocop.documents.models import SiteDocument
from tests.factories.site import site_tree


def docx(*paragraphs):
    """Returns the bytes of a DOCX with these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


class SiteDocumentFactory(factory.django.DjangoModelFactory):
    """A DOCX whose text speaks of a form."""

    class Meta:
        model = SiteDocument

    class Params:
        words = ("Phiếu đề nghị sửa thông tin gian hàng",)
        name = "phieu.docx"

    title = "Phiếu đề nghị"
    file = factory.LazyAttribute(lambda made: ContentFile(docx(*made.words), made.name))


class LibraryPageFactory(wagtail_factories.PageFactory):
    """The library's list."""

    class Meta:
        model = LibraryPage

    title = "Thông tin tra cứu"
    slug = "tra-cuu"
    parent = factory.LazyFunction(lambda: site_tree().home)


class LegalDocumentPageFactory(wagtail_factories.PageFactory):
    """One decision; `number` alone is enough, and `replaces` lists earlier documents."""

    class Meta:
        model = LegalDocumentPage
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"{n + 300}/QĐ-UBND")
    title = factory.LazyAttribute(lambda made: f"Quyết định {made.number}")
    kind = "quyet_dinh"
    field = "ocop"
    issuer = "Thủ tướng Chính phủ"
    parent = factory.LazyFunction(lambda: LibraryPage.objects.first() or LibraryPageFactory())

    @factory.post_generation
    def replaces(page, create, earlier, **kwargs):  # noqa: N805  (the page is what was made)
        for other in earlier or ():
            DocumentRelation.objects.create(page=page, kind="thay_the", target=other)
