"""What members change at once, with who and when, so that it can be taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperatives.choices import LivingFact


class LivingChange(models.Model):
    """One change of a living fact: price, months of supply, stock, or a confirmation.

    `before` and `after` are what `cooperatives.stall.changes` reads and writes back; `page` is the product's page, or the
    producer's own for its contact and for a confirmation of everything at once.
    """

    producer = models.ForeignKey("cooperatives.ProducerPage", on_delete=models.CASCADE, related_name="living_changes")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    fact = models.CharField(_("what"), max_length=8, choices=LivingFact)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    before = models.JSONField()
    after = models.JSONField()
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("change of a living fact")
        verbose_name_plural = _("changes of living facts")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["producer", "-made_at"], name="living_change_newest")]

    def __str__(self):
        return f"{self.get_fact_display()} – {self.page_id}"
