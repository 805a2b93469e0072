"""The catalogue's filters: one class per facet, each knows its values, its condition, and how to be counted.

An address such as /san-pham/?q=ca+phe&stars=4&commune=04105&month=3&standard=vietgap&page=2 says all of it. Values of one
facet add up (or), facets narrow (and), and so do standards, of which a product may hold several; unknown values are
ignored.
"""

from django.db.models import F, Q
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from taggit.models import Tag

from cooperatives.models import Commune, ProducerPage, Standard
from ocop.core.facets import Facet, Option
from ocop.core.forms import whole_number
from ocop.core.languages import Vietnamese, with_names
from ocop.core.templatetags.ocop import dong, month_name
from ocop.core.text import fold, words
from products.catalogue import BY_PIECE, PRICE_BANDS
from products.counts import STARS_TODAY, Through
from products.models import CatalogueEntry, Crop, ProductSet, Sector

MOST_PRODUCERS = 60
MOST_PRODUCERS_FIRST = 6
MOST_TAGS = 12


STARS_IN_WORDS = {"3": 3, "4": 4, "5": 5, "ba": 3, "bon": 4, "nam": 5}
MONTHS_IN_WORDS = {"gieng": 1, "chap": 12} | {str(month): month for month in range(1, 13)}


def stars_in_words(text):
    """Return the stars that a search text names and the text without them: "ca phe 4 sao" gives (4, "ca phe").

    (None, the text) where it names none. "ocop" before the stars goes with them.
    """
    typed = words(text)
    bare = [fold(word) for word in typed]
    for place in range(1, len(typed)):
        stars = STARS_IN_WORDS.get(bare[place - 1])
        if bare[place] == "sao" and stars:
            start = place - 2 if place > 1 and bare[place - 2] == "ocop" else place - 1
            return stars, " ".join(typed[:start] + typed[place + 1 :])
    return None, text


def month_in_words(text):
    """Return the month that a search text names and the text without it: "dau tay thang 2" gives (2, "dau tay").

    (None, the text) where it names none; a month with its year, "thang 8/2021", is a day in a text and no season.
    """
    typed = words(text)
    bare = [fold(word) for word in typed]
    for place in range(len(typed) - 1):
        month = MONTHS_IN_WORDS.get(bare[place + 1])
        has_year = place + 2 < len(typed) and bare[place + 2].isdigit()
        if bare[place] == "thang" and month and not has_year:
            return month, " ".join(typed[:place] + typed[place + 2 :])
    return None, text


class Filter:
    """One way to narrow the catalogue."""

    param = ""
    label = ""
    is_open = True
    # Columns of the catalogue's rows, or a `Through`, by whose values products are counted; none means not counted.
    counted_by = ()
    # Whether a product has to meet all chosen values; each is then counted among what the others leave.
    wants_all = False

    def __init__(self, values, today=None):
        self.today = today
        self.values = self.known(values)

    def known(self, values):
        """Return those of the address's `values` (strings) that mean something here."""
        raise NotImplementedError

    def condition(self):
        """Return the Q (or expression) that the chosen values put on catalogue entries; called only when some are."""
        raise NotImplementedError

    def options(self, counts):
        """Return the `Option`s, given `counts`: one {value as text: number} for each of `counted_by`."""
        return []

    def facet(self, counts):
        """Return the `Facet` to show; options that lead nowhere are left out unless chosen."""
        options = [option for option in self.options(counts) if option.count or option.is_selected or option.stars]
        return Facet(self.param, str(self.label), options, self.is_open or any(o.is_selected for o in options))


class NumberFilter(Filter):
    """Values are whole numbers between `low` and `high`."""

    low, high = 0, 0

    def known(self, values):
        return [number for value in values if (number := whole_number(value, self.low, self.high)) is not None]


class SetFilter(NumberFilter):
    """Sets of the OCOP classification under their short names, those with most products first."""

    param, label = "group", gettext_lazy("Kind of product")
    low, high = 1, 26

    def condition(self):
        return Q(product_set__in=ProductSet.objects.filter(number__in=self.values))

    counted_by = ("product_set_id",)

    def options(self, counts):
        options = [
            Option(str(item.number), item.display_name, counts[0].get(str(item.pk), 0), item.number in self.values)
            for item in ProductSet.objects.all()
        ]
        return sorted(options, key=lambda option: -option.count)


class SectorFilter(NumberFilter):
    """One of the six sectors."""

    param, label = "sector", gettext_lazy("Sector")
    low, high = 1, 6

    def condition(self):
        return Q(sector__in=Sector.objects.filter(number__in=self.values))

    counted_by = ("sector_id",)

    def options(self, counts):
        return [
            Option(str(item.number), item.display_name, counts[0].get(str(item.pk), 0), item.number in self.values)
            for item in Sector.objects.all()
        ]


def sector_or_group(sectors, groups):
    """Return the Q of a `SectorFilter` and a `SetFilter` together: a group narrows its own sector and adds to others."""
    whole = Sector.objects.filter(number__in=sectors.values).exclude(sets__number__in=groups.values)
    return groups.condition() | Q(sector__in=whole)


class StarsFilter(NumberFilter):
    """Stars that are in force today."""

    param, label = "stars", gettext_lazy("Stars in force")
    low, high = 3, 5

    def condition(self):
        return Q(stars__in=self.values, stars_until__gte=self.today)

    counted_by = (STARS_TODAY,)

    def options(self, counts):
        return [
            Option(
                str(stars),
                _("%(number)s stars") % {"number": stars},
                counts[0].get(str(stars), 0),
                stars in self.values,
                stars=stars,
            )
            for stars in (5, 4, 3)
        ]


class CommuneFilter(Filter):
    """Where it comes from: by today's commune, or by the name of an old one."""

    param, label = "commune", pgettext_lazy("place", "Commune")

    def known(self, values):
        self.units = list(Commune.objects.prefetch_related("predecessors"))
        self.by_key = {unit.key: unit for unit in sorted(self.units, key=lambda unit: unit.is_current)}
        return [value for value in values if value in self.by_key]

    def condition(self):
        chosen = [self.by_key[value] for value in self.values]
        return Q(commune__in=[unit.pk for unit in chosen if unit.is_current]) | Q(
            former_commune__in=[unit.pk for unit in chosen if not unit.is_current]
        )

    @property
    def counted_by(self):
        """Old communes are listed, and counted, only where one is chosen."""
        has_former = any(not self.by_key[value].is_current for value in self.values)
        return ("commune_id", "former_commune_id") if has_former else ("commune_id",)

    def options(self, counts):
        options = []
        for unit in self.units:
            selected = unit.key in self.values and self.by_key[unit.key] is unit
            if unit.is_current:
                old = ", ".join(unit.old_names)
                hint = with_names(_("formerly %(names)s"), names=old) if old else ""
                name = Vietnamese(unit.name)
                options.append(Option(unit.key, name, counts[0].get(str(unit.pk), 0), selected, hint))
            elif selected:
                label = with_names(_("%(name)s (former)"), name=unit.name)
                options.append(Option(unit.key, label, counts[1].get(str(unit.pk), 0), True))
        return options


class ProducerFilter(Filter):
    """Who made it: the producers with most products first, the others by name."""

    param, label, is_open = "producer", gettext_lazy("Producer"), False

    def known(self, values):
        self.selected = (
            list(ProducerPage.objects.browsable().filter(slug__in=values).defer_streamfields()) if values else []
        )
        return [page.slug for page in self.selected]

    def condition(self):
        return Q(producer__in=[page.pk for page in self.selected])

    counted_by = ("producer_id",)

    def options(self, counts):
        most = sorted(counts[0], key=lambda pk: (-counts[0][pk], int(pk)))[:MOST_PRODUCERS]
        ids = {int(pk) for pk in most} | {page.pk for page in self.selected}
        rank = {int(pk): place for place, pk in enumerate(most[:MOST_PRODUCERS_FIRST])}
        pages = ProducerPage.objects.filter(pk__in=ids).only("title", "slug", "name_en")
        return [
            Option(page.slug, page.display_title, counts[0].get(str(page.pk), 0), page.slug in self.values)
            for page in sorted(pages, key=lambda page: (rank.get(page.pk, MOST_PRODUCERS), fold(page.title)))
        ]


class MonthFilter(NumberFilter):
    """Months in which it can be had, from today's on."""

    param, label = "month", gettext_lazy("Month in season")
    low, high = 1, 12

    def condition(self):
        return GreaterThan(F("months").bitand(sum(1 << (month - 1) for month in self.values)), 0)

    counted_by = ("months",)

    def options(self, counts):
        return [
            Option(
                str(month),
                month_name(month),
                sum(number for mask, number in counts[0].items() if int(mask) >> (month - 1) & 1),
                month in self.values,
                _("this month") if month == self.today.month else "",
            )
            for month in (*range(self.today.month, 13), *range(1, self.today.month))
        ]


class StandardFilter(Filter):
    """Standards in force, the product's own or its producer's; who asks for two wants to see both papers."""

    param, label = "standard", gettext_lazy("Standard")
    wants_all = True

    def known(self, values):
        self.standards = list(Standard.objects.all())
        slugs = {item.slug for item in self.standards}
        return [value for value in values if value in slugs]

    def condition(self):
        holders = CatalogueEntry.standards.through.objects
        condition = Q()
        for item in self.standards:
            if item.slug in self.values:
                condition &= Q(pk__in=holders.filter(standard=item.pk).values("catalogueentry_id"))
        return condition

    counted_by = (Through(CatalogueEntry.standards.through, "catalogueentry_id", "standard_id"),)

    def options(self, counts):
        return [
            Option(item.slug, item.display_name, counts[0].get(str(item.pk), 0), item.slug in self.values)
            for item in self.standards
        ]


class TagFilter(Filter):
    """Editors' tags; the most used stand in the list."""

    param, label, is_open = "tag", gettext_lazy("Tag"), False

    def known(self, values):
        self.selected = list(Tag.objects.filter(slug__in=values)) if values else []
        return [tag.slug for tag in self.selected]

    def condition(self):
        tagged = CatalogueEntry.tags.through.objects.filter(tag__in=[tag.pk for tag in self.selected])
        return Q(pk__in=tagged.values("catalogueentry_id"))

    counted_by = (Through(CatalogueEntry.tags.through, "catalogueentry_id", "tag_id"),)

    def options(self, counts):
        most = sorted(counts[0], key=lambda pk: (-counts[0][pk], int(pk)))[:MOST_TAGS]
        ids = {int(pk) for pk in most} | {tag.pk for tag in self.selected}
        tags = Tag.objects.filter(pk__in=ids).order_by("name")
        return [
            Option(tag.slug, Vietnamese(tag.name), counts[0].get(str(tag.pk), 0), tag.slug in self.values)
            for tag in tags
        ]


class PriceFilter(NumberFilter):
    """The lowest wholesale price for a kilogram or litre, in bands; what is sold otherwise stands apart."""

    param, label, is_open = "price", gettext_lazy("Wholesale price per kg or litre"), False
    low, high = 0, BY_PIECE

    def condition(self):
        return Q(price_band__in=self.values)

    counted_by = ("price_band",)

    def options(self, counts):
        return [
            Option(
                str(band),
                self.band_label(band),
                counts[0].get(str(band), 0),
                band in self.values,
                alone=self.band_alone(band) if band in self.values else "",
            )
            for band in range(BY_PIECE + 1)
        ]

    @classmethod
    def band_alone(cls, band):
        """Return the band with what it counts: "Wholesale under 50.000 ₫ per kg/litre"."""
        label = cls.band_label(band)
        if band == BY_PIECE:
            return label[:1].upper() + label[1:]
        return _("Wholesale %(price)s per kg/litre") % {"price": label}

    @staticmethod
    def band_label(band):
        """Return the band in words: "under 50.000 ₫", "50.000–100.000 ₫", "from 500.000 ₫", "by the piece"."""
        if band == BY_PIECE:
            return _("sold by the piece, box or bunch")
        if band == 0:
            return _("under %(price)s") % {"price": dong(PRICE_BANDS[0])}
        if band == len(PRICE_BANDS):
            return _("from %(price)s") % {"price": dong(PRICE_BANDS[-1])}
        return f"{dong(PRICE_BANDS[band - 1]).removesuffix('₫').strip()}–{dong(PRICE_BANDS[band])}"


class CropFilter(Filter):
    """What the season calendar counts; reached from there, not listed among the facets."""

    param, label = "crop", gettext_lazy("Crop or kind")

    def known(self, values):
        self.crops = list(Crop.objects.filter(slug__in=values)) if values else []
        return [crop.slug for crop in self.crops]

    def condition(self):
        return Q(crop__in=[crop.pk for crop in self.crops])

    def options(self, counts):
        return [Option(crop.slug, crop.display_name, 0, True) for crop in self.crops]
