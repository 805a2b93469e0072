"""What people taught the check, and what it found in each page."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.textcheck.language.checker import taught_form


class TaughtWord(models.Model):
    """A word, or several, that the check takes for right: a foreign word, a name, a word of a minority's language."""

    text = models.CharField(
        _("word"),
        max_length=60,
        unique=True,
        help_text=_("As it is written; capitals do not count. One word, or several with spaces between."),
    )
    taught_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taught by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    taught_at = models.DateTimeField(_("taught on"), auto_now_add=True)

    class Meta:
        ordering = ["text"]
        verbose_name = _("taught word")
        verbose_name_plural = _("taught words")

    def __str__(self):
        return self.text

    def clean(self):
        """Keep the form in which words are compared."""
        self.text = taught_form(self.text)
        if not any(map(str.isalpha, self.text)) or not self.text.isprintable():
            raise ValidationError({"text": _("A word has letters.")})


class PageCheckQuerySet(models.QuerySet):
    """Checked pages."""

    def open(self):
        """Those with something to look at, most first."""
        return self.filter(count__gt=0).order_by("-count", "-checked_at", "-pk")


class PageCheck(models.Model):
    """What was found in the newest version of a page."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    count = models.PositiveIntegerField(_("places"), default=0, db_index=True)
    findings = models.JSONField(default=list)  # see `checking.findings_in`
    ignored = models.JSONField(default=list)  # "reason word", as `ignoring_key` makes it
    checked_at = models.DateTimeField(_("checked"), auto_now=True)

    objects = PageCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("checked page")
        verbose_name_plural = _("checked pages")

    def __str__(self):
        return f"{self.page_id}: {self.count}"
