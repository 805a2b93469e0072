"""The list of events and one page per event."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from cooperatives.models.places import place_in_words
from ocop.core.contacts import directions_url, phone_href, phone_text
from ocop.core.languages import vietnamese
from ocop.core.models import BasePage
from ocop.core.search.fields import folded
from ocop.core.validators import PHONE, validate_latitude, validate_longitude
from ocop.images.sizes import LEAD, SHARING, load_sizes
from trade.blocks import EventStreamBlock
from trade.choices import EventKind, EventState
from trade.dates import Phase, Span, date_words
from trade.models.querysets import EventQuerySet


class EventIndexPage(BasePage):
    """The list of events: what is coming, soonest first, then what has been, by year."""

    name_en = "Trade promotion"  # the section under /en/; no field, since what it is does not change
    summary_en = "Fairs, meetings with buyers, courses and study visits of the co-operatives around Mai Sơn."
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["trade.EventPage"]

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=400, help_text=_("One or two sentences under the title.")
    )

    content_panels = BasePage.content_panels + ["introduction"]

    class Meta:
        verbose_name = _("events page")

    def get_context(self, request, *args, **kwargs):
        from trade.listing import event_listing

        return {**super().get_context(request, *args, **kwargs), **event_listing(request)}


class EventPage(BasePage):
    """One event of trade promotion: a fair, a meeting with buyers, a course, a study visit."""

    parent_page_types = ["trade.EventIndexPage"]
    subpage_types = []
    search_kind = "event"

    kind = models.CharField(_("kind"), max_length=16, choices=EventKind, default=EventKind.FAIR)
    state = models.CharField(_("takes place?"), max_length=16, choices=EventState, default=EventState.PLANNED)
    state_note = models.CharField(
        _("why, and what now"),
        max_length=300,
        blank=True,
        help_text=_("When it is postponed or cancelled: one sentence to people who meant to come."),
    )
    start_date = models.DateField(_("first day"), null=True)  # a draft may lack it
    end_date = models.DateField(_("last day"), null=True, blank=True, help_text=_("Leave empty when it is one day."))
    start_time = models.TimeField(
        _("begins at"),
        null=True,
        blank=True,
        help_text=_("On the first day, such as 8:00. Leave empty for whole days."),
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True, help_text=_("On the last day, such as 17:00."))
    last_day = models.DateField(
        editable=False, null=True, db_index=True
    )  # `end_date`, or `start_date` without one: lists ask for it

    summary = models.CharField(
        _("summary"), max_length=300, help_text=_("One or two sentences that stand in lists and above the text.")
    )
    main_image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands above the text and in the list of events."),
    )
    organiser = models.CharField(_("organiser"), max_length=200, help_text=_("Who invites, by its full name."))

    is_online = models.BooleanField(_("can be joined online"), default=False)
    online_url = models.URLField(
        _("address of the online meeting"),
        blank=True,
        help_text=_("Leave empty when it is sent to those who register."),
    )
    place_name = models.CharField(
        pgettext_lazy("venue", "place"),
        max_length=160,
        blank=True,
        help_text=_("Such as “Sân vận động Hát Lót”, as people on the spot say it."),
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    commune = models.ForeignKey(
        "cooperatives.Commune",
        verbose_name=_("commune, when it is one of ours"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        limit_choices_to={"valid_to": None},
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True, validators=[validate_latitude])
    longitude = models.FloatField(_("longitude"), null=True, blank=True, validators=[validate_longitude])

    audience = models.CharField(_("who may come"), max_length=300, blank=True)
    fee = models.CharField(_("what it costs"), max_length=160, blank=True, help_text=_("Such as “Miễn phí”."))
    registration = models.CharField(
        _("how to register"), max_length=300, blank=True, help_text=_("Whom to ask for, what to bring or to say.")
    )
    registration_phone = models.CharField(_("phone"), max_length=20, blank=True, validators=[PHONE])
    registration_email = models.EmailField(_("e-mail"), blank=True)
    registration_url = models.URLField(_("link to the form"), blank=True)
    registration_deadline = models.DateField(_("register until"), null=True, blank=True)

    body = StreamField(EventStreamBlock(), verbose_name=_("text"), blank=True)
    results = StreamField(
        EventStreamBlock(),
        verbose_name=_("what came of it"),
        blank=True,
        help_text=_("Afterwards: who came, what was agreed, pictures. Stands above the announcement then."),
    )

    content_panels = BasePage.content_panels + [
        MultiFieldPanel(["kind", "summary", "main_image", "organiser"], heading=_("What visitors read first")),
        MultiFieldPanel(
            [FieldRowPanel(["start_date", "end_date"]), FieldRowPanel(["start_time", "end_time"])], heading=_("When")
        ),
        MultiFieldPanel(["state", "state_note"], heading=_("Postponed or cancelled"), classname="collapsed"),
        MultiFieldPanel(
            [
                FieldRowPanel(["place_name", "commune"]),
                "address",
                HelpPanel(content=_("Stand at the gate, open the map on your phone and copy the two numbers here.")),
                FieldRowPanel(["latitude", "longitude"]),
                FieldRowPanel(["is_online", "online_url"]),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                "audience",
                "fee",
                "registration",
                FieldRowPanel(["registration_phone", "registration_email"]),
                FieldRowPanel(["registration_url", "registration_deadline"]),
            ],
            heading=_("Who may come, and how to register"),
        ),
        "body",
        InlinePanel("producer_places", heading=_("Producers taking part"), label=_("producer")),
        InlinePanel("product_places", heading=_("Products shown"), label=_("product")),
        InlinePanel("documents", heading=_("Documents"), label=_("document")),
        "results",
    ]
    search_fields = folded(
        BasePage.search_fields
        + [
            index.SearchField("summary", boost=2),
            index.SearchField("body"),
            index.SearchField("results"),
            index.SearchField("organiser"),
            index.SearchField("audience"),
            index.SearchField("place_text"),
            index.SearchField("participants_text"),
            index.FilterField("kind"),
            index.FilterField("start_date"),
        ]
    )

    objects = PageManager.from_queryset(EventQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(end_date__gte=F("start_date")), name="event_ends_after_it_begins"
            )
        ]

    @classmethod
    def for_display(cls, pk):
        page = super().for_display(pk)
        load_sizes([page.main_image], LEAD, SHARING)
        return page

    @classmethod
    def rows_for_display(cls):
        return cls.objects.select_related("main_image", "commune")

    def clean(self):
        """Refuse days and times that cannot be, each with its sentence at the field."""
        super().clean()
        errors = impossible(self)
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        self.last_day = self.end_date or self.start_date
        super().save(*args, **kwargs)

    @property
    def span(self):
        """From when to when, as a `Span`; None for a draft without its first day."""
        return self.start_date and Span(
            self.start_date, self.end_date or self.start_date, self.start_time, self.end_time
        )

    @cached_property
    def phase(self):
        """Before, running or over: the `Phase` now; what has no day yet is still to come."""
        return self.span.phase_at(timezone.now()) if self.span else Phase.BEFORE

    @property
    def is_over(self):
        """Whether it is behind us."""
        return self.phase is Phase.OVER

    @property
    def is_running(self):
        """Whether it goes on at this moment."""
        return self.phase is Phase.RUNNING and self.takes_place

    @property
    def takes_place(self):
        """Whether nobody has put it off or called it off."""
        return self.state == EventState.PLANNED

    @property
    def is_cancelled(self):
        """Whether it was called off."""
        return self.state == EventState.CANCELLED

    @property
    def status_words(self):
        """How it stands now: "Còn 5 ngày", "Đang diễn ra", "Đã kết thúc", "Đã huỷ"."""
        if self.state == EventState.CANCELLED:
            return _("Cancelled")
        if self.state == EventState.POSTPONED:
            return _("Postponed")
        return self.span.words_at(timezone.now()) if self.span else _("No day yet")

    @property
    def status_tone(self):
        """How the words are coloured: "now", "off", "over" or "coming"."""
        if not self.takes_place:
            return "off"
        return {Phase.BEFORE: "coming", Phase.RUNNING: "now", Phase.OVER: "over"}[self.phase]

    @property
    def registration_is_open(self):
        """Whether one may still register today."""
        today = timezone.localdate()
        in_time = self.registration_deadline is None or today <= self.registration_deadline
        return self.takes_place and not self.is_over and in_time

    @property
    def has_registration(self):
        """Whether anything is said about registering."""
        return bool(
            self.registration
            or self.registration_phone
            or self.registration_email
            or self.registration_url
            or self.registration_deadline
        )

    @property
    def registration_phone_text(self):
        """The number as people read it: "0912 345 678"."""
        return phone_text(self.registration_phone)

    @property
    def registration_phone_href(self):
        """The `tel:` address, or ""."""
        return phone_href(self.registration_phone)

    @property
    def directions_url(self):
        """An address that opens the phone's own map, or "" without coordinates."""
        return directions_url(self.latitude, self.longitude)

    @property
    def place_line(self):
        """Where it is, in one line: "Sân vận động Hát Lót, xã Mai Sơn"; "" for an online meeting."""
        commune = self.commune_beside_address
        return ", ".join(filter(None, [self.place_name, self.address, commune.full_name if commune else ""]))

    @property
    def display_place(self):
        """The same in the reader's language, safe to print."""
        return place_in_words([self.place_name, self.address], self.commune_beside_address)

    @property
    def commune_beside_address(self):
        """The commune, or None where there is none or the address names it already."""
        is_named = self.commune and self.commune.full_name.lower() in self.address.lower()
        return None if is_named else self.commune

    @property
    def short_place(self):
        """Where it is, for a card: the commune, or else the place."""
        parts = [self.place_name, self.commune.full_name if self.commune else ""]
        return ", ".join(filter(None, parts)) or self.address

    @property
    def display_short_place(self):
        """The same in the reader's language, safe to print."""
        return place_in_words([self.place_name], self.commune) or vietnamese(self.address)

    @property
    def place_text(self):
        """Every name of the place a person may search by, old communes' too, for the search index."""
        old = self.commune.old_names if self.commune else []
        return " ".join(filter(None, [self.place_line, *old]))

    @property
    def participants_text(self):
        """Who and what takes part, for the search index."""
        producers = self.producer_places.select_related("producer") if self.pk else []
        products = self.product_places.select_related("product") if self.pk else []
        return " ".join([*(place.producer.title for place in producers), *(place.product.title for place in products)])

    @property
    def section_url(self):
        """The address of the list this event stands in; no query."""
        return f"{self.url.rstrip('/').rpartition('/')[0]}/" if self.url else ""

    def structured_data(self, request):
        """Describe the event as schema.org does."""
        from trade.structured_data import event

        return [event(self, request)]

    def get_context(self, request, *args, **kwargs):
        from trade.detail import event_detail

        return {**super().get_context(request, *args, **kwargs), **event_detail(self, request)}


def impossible(event):
    """Return {field: sentence} for days and times that cannot be; {} when all is well.

    A draft may lack its first day: what compares with it then waits.
    """
    errors = {}
    first, last = event.start_date, event.end_date
    if first and last and last < first:
        errors["end_date"] = _("The last day (%(last)s) lies before the first (%(first)s).") % {
            "last": date_words(last),
            "first": date_words(first),
        }
    if event.end_time and not event.start_time:
        errors["start_time"] = _("There is a time when it ends. When does it begin?")
    elif event.end_time and first and (last or first) == first and event.end_time <= event.start_time:
        errors["end_time"] = _("It ends before it begins. Is it another day? Then fill in the last day.")
    if event.registration_deadline and first and event.registration_deadline > (last or first):
        errors["registration_deadline"] = _("By then the event is over (%(last)s). Please choose an earlier day.") % {
            "last": date_words(last or first)
        }
    if (event.latitude is None) != (event.longitude is None):
        missing = "latitude" if event.latitude is None else "longitude"
        errors[missing] = _("A place on the map takes both numbers.")
    if not event.is_online and event.online_url:
        errors["is_online"] = _("There is an address of an online meeting: please tick this box, or take it away.")
    return errors
