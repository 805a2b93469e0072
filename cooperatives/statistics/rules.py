"""Which figures are sums of others."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperatives.choices import Indicator
from ocop.core.templatetags.ocop import number

# The report of 2021: 424 managers = 15 + 29 + 380, three classes without overlap.
SUMS = {
    Indicator.MANAGERS: (Indicator.MANAGERS_UNIVERSITY, Indicator.MANAGERS_COLLEGE, Indicator.MANAGERS_TRAINED),
}
UNITS = {
    Indicator.COOPERATIVES: gettext_lazy("co-operatives"),
    Indicator.UNIONS: gettext_lazy("unions"),
    Indicator.BOARDS_TRAINED: gettext_lazy("co-operatives"),
}


def unit_of(indicator):
    """Return the unit of an indicator in the reader's language; most count people."""
    return str(UNITS.get(indicator) or _("people"))


def sum_complaints(values):
    """Return {whole: sentence} for each sum that does not hold in {indicator: number}; one with an unknown part is not asked.

    Parts alone may not pass their whole either: with the whole and some parts known, these stay at or below it.
    """
    complaints = {}
    for whole, parts in SUMS.items():
        known = [values[part] for part in parts if values.get(part) is not None]
        total = values.get(whole)
        if total is None or not known:
            continue
        added = sum(known)
        wrong = added != total if len(known) == len(parts) else added > total
        if wrong:
            words = {
                "whole": whole.label,
                "parts": " + ".join(map(number, known)),
                "added": number(added),
                "total": number(total),
            }
            complaints[whole] = (
                _("%(whole)s: the classes add up to %(parts)s = %(added)s, but the total says %(total)s.") % words
            )
    return complaints
