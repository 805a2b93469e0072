"""A producer's certificates: how long they hold, and when a renewal is filed. Read-only: officers enter them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cooperatives.stall.frame import Action, Task
from cooperatives.stall.once import once
from ocop.core.templatetags.ocop import day
from products import certificate_rules
from products.choices import CertificateStatus
from products.models import Certificate

FORGOTTEN_AFTER_DAYS = 730  # a certificate that ended longer ago is history, and no longer shown


@dataclass
class CertificateRow:
    """One certificate on `today`."""

    certificate: Certificate
    today: object

    @property
    def title(self):
        """The product's name."""
        return self.certificate.product.title

    @cached_property
    def status(self):
        """Its `CertificateStatus`."""
        return self.certificate.status_on(self.today)

    @property
    def days_left(self):
        """How many days it still holds; negative once it has ended."""
        return (self.certificate.expires_on - self.today).days

    @property
    def opens_on(self):
        """The first day on which a renewal is filed."""
        return certificate_rules.renewal_window(self.certificate.expires_on)[0]

    @property
    def closes_on(self):
        """The last day on which a renewal is filed in time."""
        return certificate_rules.renewal_window(self.certificate.expires_on)[1]

    @property
    def days_to_file(self):
        """How many days are left to file in time."""
        return (self.closes_on - self.today).days

    @property
    def is_filed(self):
        """Whether a renewal is on its way."""
        filed = self.certificate.renewal_filed_on
        return filed is not None and filed <= self.today

    @property
    def advice(self):
        """What the holder should know today, in one or two sentences."""
        status, dates = self.status, {"opens": day(self.opens_on), "closes": day(self.closes_on)}
        if status == CertificateStatus.WITHDRAWN:
            return _("Withdrawn on %(day)s: %(ground)s") % {
                "day": day(self.certificate.withdrawn_on),
                "ground": self.certificate.withdrawal_ground,
            }
        if status == CertificateStatus.EXPIRED:
            return _("It has ended, so no stars are shown. Ask the commune how to be assessed again.")
        if status == CertificateStatus.EXTENDED:
            return _("Your renewal is being decided. Until then it holds, to %(day)s at the latest.") % {
                "day": day(self.certificate.last_extension_day)
            }
        if self.is_filed:
            return _("Your renewal was filed on %(day)s. Nothing more to do now.") % {
                "day": day(self.certificate.renewal_filed_on)
            }
        if status == CertificateStatus.RENEWAL_WINDOW:
            return _("File the renewal from %(opens)s to %(closes)s, both included.") % dates
        if status == CertificateStatus.WINDOW_MISSED:
            return (
                _(
                    "The time to file ended on %(closes)s. File now all the same: it then holds while the renewal is decided, "
                    "at most 180 days after its end."
                )
                % dates
            )
        return _("The renewal is filed from %(opens)s to %(closes)s.") % dates


def certificate_rows(producer):
    """Return the newest certificate of each product of a producer, what ends first on top; one query per request."""
    return once(producer, find_certificates)


def find_certificates(producer):
    """Ask the database for `certificate_rows`."""
    today = timezone.localdate()
    newest = {}
    for certificate in (
        Certificate.objects.filter(product__producer=producer).select_related("product").order_by("issued_on", "pk")
    ):
        newest[certificate.product_id] = certificate
    rows = [CertificateRow(certificate, today) for certificate in newest.values()]
    shown = [row for row in rows if row.days_left > -FORGOTTEN_AFTER_DAYS]
    return sorted(shown, key=lambda row: (not row.status.is_in_force, row.days_left))


def certificate_tasks(producer):
    """Ask for a renewal while it can be filed; once it is filed nobody is asked again."""
    look = Action(_("See the dates"), reverse("stall_products:certificates"))
    for row in certificate_rows(producer):
        if row.is_filed:
            continue
        ends = _("The certificate ends on %(day)s.") % {"day": day(row.certificate.expires_on)}
        values = {"product": row.title, "days": row.days_to_file}
        if row.status == CertificateStatus.RENEWAL_WINDOW:
            title = _("Renew the stars of %(product)s: %(days)s days left to file") % values
            yield Task(title, f"{row.advice} {ends}", 20, [look])
        elif row.status == CertificateStatus.WINDOW_MISSED:
            title = _("The time to renew the stars of %(product)s has passed") % values
            yield Task(title, f"{row.advice} {ends}", 15, [look])
