"""OCOP certificates: official data with a source, whose status is computed for a day and never typed."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ocop.core.text import fold
from products import certificate_rules
from products.choices import CertificateStatus, SourceGrade, Stars

FIRST_YEAR = 2018  # of the programme, by decision 490/QĐ-TTg


class CertificateQuerySet(models.QuerySet):
    """Certificates by what they are on a day."""

    def in_force_on(self, day):
        """The queryset twin of `Certificate.is_in_force_on`."""
        extension_ends = day - datetime.timedelta(days=certificate_rules.EXTENSION_DAYS)
        extended = Q(renewal_filed_on__lte=day, expires_on__gte=extension_ends)
        return self.filter(
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=day),
            Q(expires_on__gte=day) | extended,
            issued_on__lte=day,
        )

    def drawing_stars_on(self, day):
        """Certificates whose stars may be drawn on `day`: in force, and better known than by the holder's own word."""
        return self.in_force_on(day).exclude(source_grade=SourceGrade.STATEMENT)


class Certificate(models.Model):
    """One OCOP certificate of one product, as its decision says."""

    product = models.ForeignKey(
        "products.ProductPage", verbose_name=_("product"), on_delete=models.PROTECT, related_name="certificates"
    )
    stars = models.PositiveSmallIntegerField(_("stars"), choices=Stars)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    number = models.CharField(
        _("certificate number"), max_length=40, blank=True, help_text=_("As printed, such as 14-04105-07-2025.")
    )
    decision_number = models.CharField(_("decision number"), max_length=60)
    issuer = models.CharField(_("issued by"), max_length=120, default="UBND tỉnh Sơn La")
    legal_basis = models.CharField(_("legal basis"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(
        _("valid until"), blank=True, help_text=_("Leave empty for 36 months after issue, unless the decision differs.")
    )
    renewal_filed_on = models.DateField(_("renewal filed on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_ground = models.CharField(_("ground of withdrawal"), max_length=200, blank=True)
    scan = models.ForeignKey(
        "documents.SiteDocument",
        verbose_name=_("scan"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    source_grade = models.CharField(_("source"), max_length=1, choices=SourceGrade, default=SourceGrade.DECISION)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        verbose_name = _("OCOP certificate")
        verbose_name_plural = _("OCOP certificates")
        constraints = [
            models.CheckConstraint(condition=Q(stars__gte=3, stars__lte=5), name="certificate_stars_3_to_5"),
            models.CheckConstraint(condition=Q(expires_on__gt=F("issued_on")), name="certificate_ends_after_issue"),
        ]

    def __str__(self):
        return f"{self.decision_number} ({self.stars}★)"

    def clean(self):
        """Refuse dates that contradict each other, one sentence at the field that is wrong."""
        errors = {}
        self.keep_to_the_rule()
        if self.issued_on and self.expires_on:
            longest = certificate_rules.default_expiry(self.issued_on)
            if self.expires_on <= self.issued_on:
                errors["expires_on"] = _("The certificate cannot end before it is issued.")
            elif self.expires_on > longest:
                errors["expires_on"] = _(
                    "A certificate holds 36 months at most: until %(day)s for this day of issue. Correct one of the two days."
                ) % {"day": date_format(longest, "d/m/Y")}
            elif same := self.same_decision():
                errors["decision_number"] = _(
                    "This product has a certificate of this decision already: %(stars)s stars, issued on %(day)s. "
                    "Correct that one instead of adding another."
                ) % {"stars": same.stars, "day": date_format(same.issued_on, "d/m/Y")}
        if self.issued_on and self.renewal_filed_on and self.renewal_filed_on <= self.issued_on:
            errors["renewal_filed_on"] = _("A renewal is filed after the certificate is issued.")
        if self.issued_on and self.withdrawn_on and self.withdrawn_on < self.issued_on:
            errors["withdrawn_on"] = _("A certificate is withdrawn after it is issued.")
        if self.withdrawn_on and not self.withdrawal_ground:
            errors["withdrawal_ground"] = _("Please say on which ground the certificate was withdrawn (Art. 8).")
        if self.score is not None and self.stars and not score_fits(self.score, self.stars):
            errors["score"] = _("3 stars are 50 to under 70 points, 4 stars 70 to under 90, 5 stars 90 to 100.")
        if errors:
            raise ValidationError(errors)

    def keep_to_the_rule(self):
        """Fill in the last day, and let a computed one follow when the day of issue is corrected.

        Raises ValidationError for a day of issue from which nothing can be computed.
        """
        if not self.issued_on:
            return
        if not FIRST_YEAR <= self.issued_on.year <= timezone.localdate().year + 1:
            raise ValidationError({"issued_on": _("The year cannot be right: OCOP began in 2018. Correct the day.")})
        was = Certificate.objects.filter(pk=self.pk).first() if self.pk else None
        is_computed = was is not None and self.expires_on == certificate_rules.default_expiry(was.issued_on)
        if not self.expires_on or is_computed:
            self.expires_on = certificate_rules.default_expiry(self.issued_on)

    def same_decision(self):
        """Return another certificate of this product by the same decision while this one holds, or None."""
        others = Certificate.objects.filter(product=self.product_id).exclude(pk=self.pk)
        others = others.filter(issued_on__lte=self.expires_on, expires_on__gte=self.issued_on)
        mine = fold(self.decision_number).split()
        return next((item for item in others if fold(item.decision_number).split() == mine), None) if mine else None

    def save(self, *args, **kwargs):
        if self.issued_on and not self.expires_on:
            self.expires_on = certificate_rules.default_expiry(self.issued_on)
        super().save(*args, **kwargs)

    @property
    def dates(self):
        """The dates that decide the status, as keyword arguments of `products.certificate_rules`."""
        return {
            "issued_on": self.issued_on,
            "expires_on": self.expires_on or certificate_rules.default_expiry(self.issued_on),
            "renewal_filed_on": self.renewal_filed_on,
            "withdrawn_on": self.withdrawn_on,
        }

    def status_on(self, day):
        """Return the `CertificateStatus` on `day` (a date); works on an unsaved instance."""
        return certificate_rules.status_on(day, **self.dates)

    def is_in_force_on(self, day):
        """Whether the certificate holds on `day`."""
        return self.status_on(day).is_in_force

    def draws_stars_on(self, day):
        """Whether its stars may be drawn on `day`."""
        return self.source_grade != SourceGrade.STATEMENT and self.is_in_force_on(day)

    @property
    def status(self):
        """The `CertificateStatus` today."""
        return self.status_on(timezone.localdate())

    @property
    def is_extended(self):
        """Whether the certificate lives today only because a renewal is being decided."""
        return self.status == CertificateStatus.EXTENDED

    @property
    def last_extension_day(self):
        """The last day the certificate can be kept while its renewal is decided."""
        return self.expires_on + datetime.timedelta(days=certificate_rules.EXTENSION_DAYS)

    @property
    def from_press(self):
        """Whether only the press or a public list tells of the certificate."""
        return self.source_grade == SourceGrade.PRESS


def score_fits(score, stars):
    """Whether a score of 0–100 points earns `stars` (Decision 26/2026/QĐ-TTg)."""
    low, high = {3: (50, 70), 4: (70, 90), 5: (90, 100.01)}[stars]
    return low <= score < high
