"""The document library: its list, and one page per document."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Case, Min, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from news.library.choices import LEGAL_KINDS, DocumentField, DocumentKind, RelationKind
from news.library.forms import LegalDocumentForm
from news.library.naming import spellings, year_in
from news.library.status import status_on
from ocop.core.languages import Vietnamese
from ocop.core.models import BasePage, in_language
from ocop.core.querysets import VisiblePageQuerySet
from ocop.core.search.fields import folded
from ocop.documents.panels import FileTextPanel

ALWAYS = datetime.date(1, 1, 1)  # the day from which a document holds that is known to, since nobody recorded when


class LibraryPage(BasePage):
    """The list of documents with its search and filters."""

    name_en = "Laws and forms"  # the section under /en/; no field, since what it is does not change
    summary_en = "Laws, decisions and forms on OCOP and co-operatives: number, dates, in force or replaced by what."
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.LegalDocumentPage"]

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=400, help_text=_("One or two sentences under the title.")
    )

    content_panels = BasePage.content_panels + ["introduction"]

    class Meta:
        verbose_name = _("library")

    def get_context(self, request, *args, **kwargs):
        from news.library.listing import library_context

        return {**super().get_context(request, *args, **kwargs), **library_context(request)}


class LegalDocumentQuerySet(VisiblePageQuerySet):
    """Documents as visitors meet them."""

    def with_replacement(self):
        """Add `replaced_from`: the first day on which a published document that replaces this one holds, or None.

        One that may not hold yet, for no day of force is recorded, replaces nothing.
        """
        holds_from = Case(
            When(page__in_force_on__isnull=False, then="page__in_force_on"),
            When(page__known_in_force=True, then=Value(ALWAYS)),
            default="page__lapses_on",  # whatever its first day was, by its last it has held
        )
        replacing = (
            DocumentRelation.objects.filter(target=OuterRef("pk"), kind=RelationKind.REPLACES, page__live=True)
            .order_by()
            .values("target")
            .annotate(first=Min(holds_from, output_field=models.DateField()))
        )
        return self.annotate(replaced_from=Subquery(replacing.values("first"), output_field=models.DateField()))

    def for_cards(self):
        """All that a document's card draws, in one query."""
        return self.with_replacement().select_related("file")


class TitleWords(index.SearchField):
    """The ways to write a document's number, found like words of its title."""

    def get_value(self, obj):
        return spellings(obj.number, obj.kind, obj.year)


class LegalDocumentPage(BasePage):
    """One law, decision, plan or form. Whether it holds today is computed, never typed."""

    base_form_class = LegalDocumentForm
    parent_page_types = ["news.LibraryPage"]
    subpage_types = []
    search_kind = "document"

    number = models.CharField(
        pgettext_lazy("document", "number"),
        max_length=60,
        blank=True,
        help_text=_('As printed, such as "26/2026/QĐ-TTg". Empty for a form.'),
    )
    kind = models.CharField(
        pgettext_lazy("document", "kind"), max_length=16, choices=DocumentKind.choices, default=DocumentKind.DECISION
    )
    field = models.CharField(
        pgettext_lazy("document", "field"), max_length=16, choices=DocumentField.choices, default=DocumentField.OCOP
    )
    abstract = models.TextField(
        pgettext_lazy("document", "subject"),
        max_length=600,
        blank=True,
        help_text=_("What it is about, as printed under its title."),
    )
    issuer = models.CharField(
        _("issuer"), max_length=120, help_text=_("Write the same issuer the same way each time: it is a filter.")
    )
    signer = models.CharField(_("signed by"), max_length=120, blank=True)

    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year of issue"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1945), MaxValueValidator(2100)],
        help_text=_("Only where the day of signing is not known; otherwise it is taken from the day or the number."),
    )
    in_force_on = models.DateField(_("in force from"), null=True, blank=True, help_text=_("The first day it holds."))
    known_in_force = models.BooleanField(
        _("in force, the day not recorded"),
        default=False,
        help_text=_("Tick it where you know that it holds but not since when."),
    )
    lapses_on = models.DateField(
        _("lapses on"), null=True, blank=True, help_text=_("The first day it no longer holds, where one is set.")
    )
    lapses_in_part = models.BooleanField(_("lapsed in part"), default=False)

    file = models.ForeignKey(
        "documents.SiteDocument",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="library_pages",
        help_text=_("PDF, DOCX or XLSX. Visitors download it; the text of a PDF or DOCX is searched too."),
    )
    source_url = models.URLField(
        _("official source"),
        max_length=400,
        blank=True,
        validators=[
            URLValidator(
                schemes=["https"], message=_("Please give an address that begins with https:// and leads to a page.")
            )
        ],
        help_text=_("The address of the document on the issuer's own site, beginning with https://."),
    )
    summary = models.TextField(
        _("in plain words"),
        max_length=700,
        blank=True,
        help_text=_("Two or three sentences: what changes, for whom, from when. Stands in lists and search results."),
    )
    for_producers = models.BooleanField(_("co-operatives and producers"), default=False)
    for_buyers = models.BooleanField(_("buyers"), default=False)
    for_officers = models.BooleanField(_("officers"), default=False)

    content_panels = BasePage.content_panels + [
        MultiFieldPanel(
            [FieldRowPanel(["kind", "number"]), "abstract", FieldRowPanel(["issuer", "signer"]), "field"],
            heading=_("What it is"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["signed_on", "year"]),
                FieldRowPanel(["in_force_on", "known_in_force"]),
                FieldRowPanel(["lapses_on", "lapses_in_part"]),
            ],
            heading=_("Dates"),
            help_text=_("Whether it holds today is worked out from these. Leave empty what you are not sure of."),
        ),
        InlinePanel(
            "relations",
            heading=_("What it does to earlier documents"),
            label=_("earlier document"),
            help_text=_("Both documents then show it. Fill this in at the newer one only."),
        ),
        MultiFieldPanel(["file", FileTextPanel("file"), "source_url"], heading=_("File or source")),
        MultiFieldPanel(
            [
                "summary",
                FieldRowPanel(["for_producers", "for_buyers", "for_officers"], heading=_("Whom it concerns")),
            ],
            heading=_("For the reader"),
        ),
    ]
    search_fields = folded(
        BasePage.search_fields
        + [
            TitleWords("title"),
            index.AutocompleteField("number"),
            index.SearchField("number"),
            index.SearchField("abstract", boost=2),
            index.SearchField("summary", boost=2),
            index.SearchField("issuer"),
            index.SearchField("file_text"),
            index.FilterField("kind"),
            index.FilterField("field"),
        ]
    )

    objects = PageManager.from_queryset(LegalDocumentQuerySet)()

    class Meta:
        verbose_name = _("library document")
        verbose_name_plural = _("library documents")

    @classmethod
    def rows_for_display(cls):
        return cls.objects.for_cards()

    def clean(self):
        """Fill in the year where it is known, and refuse days in the wrong order."""
        super().clean()
        self.year = self.signed_on.year if self.signed_on else year_in(self.number) or self.year
        if self.in_force_on and self.lapses_on and self.lapses_on <= self.in_force_on:
            raise ValidationError({"lapses_on": _("It cannot lapse before it is in force. Did you swap the two days?")})

    @cached_property
    def replaced_from(self):
        """See `LegalDocumentQuerySet.with_replacement`, which saves this query."""
        if not self.pk:
            return None
        return (
            LegalDocumentPage.objects.with_replacement()
            .filter(pk=self.pk)
            .values_list("replaced_from", flat=True)
            .first()
        )

    def status_on(self, day):
        """Return the `DocumentStatus` on a day."""
        return status_on(
            day,
            in_force_on=self.in_force_on,
            known_in_force=self.known_in_force,
            lapses_on=self.lapses_on,
            replaced_on=self.replaced_from,
            lapses_in_part=self.lapses_in_part,
        )

    @property
    def status(self):
        """The `DocumentStatus` today."""
        return self.status_on(timezone.localdate())

    @property
    def is_legal(self):
        """Whether this is law, and not a form or a plan."""
        return self.kind in LEGAL_KINDS

    @property
    def summary_text(self):
        """What stands for the document in lists: what it is about, or what it says in plain words."""
        written = in_language(self, "search_description", "")
        return written or in_language(self, "abstract", "") or in_language(self, "summary", "")

    @property
    def display_issuer(self):
        """The issuer, which has no English name here."""
        return Vietnamese(self.issuer)

    @cached_property
    def related(self):
        """What it does to other documents and they to it, published ones: a list of `relations.Related`."""
        from news.library.relations import relations_of

        return relations_of(self)

    @property
    def replaced_by(self):
        """The published documents that replace it and hold already."""
        today = timezone.localdate()
        return [
            document
            for part in self.related
            if part.kind == RelationKind.REPLACES and not part.forward
            for document in part.documents
            if (begun := document.in_force_on or (ALWAYS if document.known_in_force else document.lapses_on))
            and begun <= today
        ]

    @property
    def download(self):
        """The file as the component of downloads takes it."""
        return {"document": self.file, "title": _("Download the file")}

    @property
    def audience(self):
        """The labels of those whom it concerns."""
        names = ("for_producers", "for_buyers", "for_officers")
        return [self._meta.get_field(name).verbose_name for name in names if getattr(self, name)]

    @property
    def source_host(self):
        """The site of the official source, such as "vanban.chinhphu.vn"."""
        return self.source_url.split("/")[2].removeprefix("www.") if self.source_url.count("/") > 1 else ""

    def file_text(self):
        """The text inside the file, for the index."""
        from ocop.documents.models import DocumentText

        return DocumentText.objects.filter(document=self.file_id).values_list("text", flat=True).first() or ""

    def structured_data(self, request):
        """Describe the document as schema.org Legislation, or a form as a DigitalDocument."""
        from news.library.structured_data import legal_document

        return [legal_document(self, request)]


class DocumentRelation(Orderable):
    """What a document does to an earlier one: it replaces, amends or guides it."""

    page = ParentalKey(LegalDocumentPage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("this document"), max_length=12, choices=RelationKind.choices)
    target = models.ForeignKey(
        LegalDocumentPage, verbose_name=_("earlier document"), on_delete=models.CASCADE, related_name="related_from"
    )

    panels = [FieldRowPanel([FieldPanel("kind"), PageChooserPanel("target", "news.LegalDocumentPage")])]

    class Meta(Orderable.Meta):
        verbose_name = _("relation between documents")
        constraints = [
            models.CheckConstraint(condition=~Q(page=models.F("target")), name="document_relation_not_to_itself")
        ]

    def __str__(self):
        return f"{self.page} {self.get_kind_display()} {self.target}"
