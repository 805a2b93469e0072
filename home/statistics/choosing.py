"""Which year and which place a reader has chosen on the statistics page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cooperatives.choices import FormerDistrict
from ocop.core.languages import Vietnamese

DISTRICT = "huyen-cu"


def commune_name(commune):
    """Return a commune's name in the reader's language; one that is no more stays Vietnamese, with its era."""
    return commune.display_name if commune.is_current else Vietnamese(str(commune))


@dataclass
class Way:
    """One choice: its words, its address, and whether it is made."""

    label: str
    url: str
    is_chosen: bool


class Choice:
    """The year and the place in an address, as far as figures of them are published; None for all."""

    def __init__(self, found, asked):
        """`found`: all reports; `asked`: the address's parameters."""
        self.all = found
        self.years = sorted({report.year for report in found}, reverse=True)
        self.communes = {str(report.commune_id): report.commune for report in found if report.commune_id}
        has_district = any(report.district == FormerDistrict.MAI_SON for report in found)
        self.places = ([DISTRICT] if has_district else []) + sorted(
            self.communes, key=lambda pk: self.communes[pk].name
        )
        self.year = next((year for year in self.years if str(year) == asked.get("nam")), None)
        self.place = next((place for place in self.places if place == asked.get("noi")), None)

    @property
    def commune(self):
        """The chosen commune, or None."""
        return self.communes.get(self.place)

    @property
    def commune_name(self):
        """The chosen commune in the reader's language with its era, for `marked`; "" without one."""
        return commune_name(self.commune) if self.commune else ""

    @property
    def reports(self):
        """The reports of the chosen year."""
        return [report for report in self.all if self.year in (None, report.year)]

    @property
    def shows_district(self):
        """Whether the old district is shown."""
        return self.place in (None, DISTRICT)

    @property
    def shows_communes(self):
        """Whether communes are shown."""
        return self.place != DISTRICT

    def query(self, **changes):
        """Return the end of an address with this choice, and changes to it."""
        chosen = {"nam": self.year, "noi": self.place, **changes}
        said = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{said}" if said else ""

    def ways(self, base):
        """Return [(label, ways)] for what there is more than one of."""
        years = [(_("Newest"), None), *((str(year), year) for year in self.years)]
        places = [(_("All"), None), *((self.place_name(place), place) for place in self.places)]
        return [
            (label, [Way(words, base + self.query(**{name: value}), value == chosen) for words, value in options])
            for label, name, options, chosen in (
                (_("Year"), "nam", years, self.year),
                (_("Place of the figures"), "noi", places, self.place),
            )
            if len(options) > 2
        ]

    def place_name(self, place):
        """Return what a place is called."""
        return _("The former district") if place == DISTRICT else commune_name(self.communes[place])
