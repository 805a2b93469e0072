"""What hangs on an event's page: producers and products that take part, files."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from trade.models.querysets import ParticipationQuerySet


class EventProducer(Orderable):
    """A producer that takes part in an event."""

    page = ParentalKey("trade.EventPage", on_delete=models.CASCADE, related_name="producer_places")
    producer = models.ForeignKey(
        "cooperatives.ProducerPage",
        verbose_name=_("producer"),
        on_delete=models.CASCADE,
        related_name="event_places",
    )

    panels = [PageChooserPanel("producer")]

    objects = ParticipationQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("producer taking part")


class EventProduct(Orderable):
    """A product that is shown at an event."""

    page = ParentalKey("trade.EventPage", on_delete=models.CASCADE, related_name="product_places")
    product = models.ForeignKey(
        "products.ProductPage", verbose_name=_("product"), on_delete=models.CASCADE, related_name="event_places"
    )

    panels = [PageChooserPanel("product")]

    objects = ParticipationQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("product shown")


class EventDocument(Orderable):
    """A file for those who take part: programme, form, list of stands."""

    page = ParentalKey("trade.EventPage", on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        "documents.SiteDocument", verbose_name=_("document"), on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(
        _("title"), max_length=160, blank=True, help_text=_("Leave empty to use the document's own title.")
    )

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("event's document")
