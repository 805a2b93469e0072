"""Which notes on a member's home its reader has put away."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PutAwayNote(models.Model):
    """One person has read one note. `key` is the note's own (`cooperatives.stall.frame.Note`), and never used again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=60)
    put_away_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("note put away")
        verbose_name_plural = _("notes put away")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="note_put_away_once")]

    def __str__(self):
        return f"{self.key} – {self.user_id}"
