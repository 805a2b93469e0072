"""The rules of an OCOP certificate's life, as plain functions on plain dates.

Source: Decision 26/2026/QĐ-TTg. A certificate is valid 36 months; a renewal file is due 180 to 120 days before the end
(Art. 7.6a); a holder who missed that window but filed keeps the certificate until the result, at most 180 days after the
end (Art. 12.3); a withdrawal ends it on its day (Art. 8).
"""

import calendar
import datetime

from products.choices import CertificateStatus

VALID_MONTHS = 36
RENEWAL_OPENS_DAYS = 180
RENEWAL_CLOSES_DAYS = 120
EXTENSION_DAYS = 180


def default_expiry(issued_on, months=VALID_MONTHS):
    """Return the last day of a certificate issued on `issued_on` (date): `months` later, clipped to the month's end."""
    month_index = issued_on.year * 12 + issued_on.month - 1 + months
    year, month = divmod(month_index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(issued_on.day, last))


def status_on(day, *, issued_on, expires_on, renewal_filed_on=None, withdrawn_on=None):
    """Return the `CertificateStatus` on `day`.

    All arguments are dates; `renewal_filed_on` and `withdrawn_on` may be None. `expires_on` is the last day of validity.
    """
    if withdrawn_on is not None and day >= withdrawn_on:
        return CertificateStatus.WITHDRAWN
    if day < issued_on:
        return CertificateStatus.NOT_YET
    days_left = (expires_on - day).days
    if days_left > RENEWAL_OPENS_DAYS:
        return CertificateStatus.VALID
    if days_left >= RENEWAL_CLOSES_DAYS:
        return CertificateStatus.RENEWAL_WINDOW
    if days_left >= 0:
        return CertificateStatus.WINDOW_MISSED
    if renewal_filed_on is not None and renewal_filed_on <= day and -days_left <= EXTENSION_DAYS:
        return CertificateStatus.EXTENDED
    return CertificateStatus.EXPIRED


def renewal_window(expires_on):
    """Return the first and the last day on which a renewal file is taken for a certificate that ends on `expires_on`."""
    opens, closes = (datetime.timedelta(days=days) for days in (RENEWAL_OPENS_DAYS, RENEWAL_CLOSES_DAYS))
    return expires_on - opens, expires_on - closes


def change_days(*, issued_on, expires_on, renewal_filed_on=None, withdrawn_on=None):
    """Return the days (a sorted list of dates) on which being in force may begin or end."""
    one = datetime.timedelta(days=1)
    days = {issued_on, expires_on + one}
    if renewal_filed_on is not None:
        days |= {renewal_filed_on, expires_on + datetime.timedelta(days=EXTENSION_DAYS) + one}
    if withdrawn_on is not None:
        days.add(withdrawn_on)
    return sorted(days)
