"""Figures that add up, with their source and day."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, ChoiceBlock, IntegerBlock, ListBlock, StructBlock, StructValue
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from ocop.core.numbers import NumberBlock, WholeNumberBlock
from ocop.core.sentences import SentenceBlock
from ocop.core.templatetags.ocop import number


class FigureBlock(StructBlock):
    """One number with its label."""

    label = CharBlock(label=_("Label"), max_length=80)
    value = NumberBlock(label=_("Number"))
    unit = CharBlock(label=_("Unit"), max_length=20, required=False)

    class Meta:
        label = _("Figure")
        icon = "order"


class FiguresValue(StructValue):
    """What the template asks of a figures block."""

    @property
    def rows(self):
        """The figures as (label, number) pairs, for a chart; a draft's figure may still wait for its number."""
        return [(part["label"], part["value"]) for part in self.get("parts") or [] if part["value"] is not None]

    @property
    def unit(self):
        """The unit that all figures share, or ""."""
        units = {part.get("unit") or "" for part in self.get("parts") or []}
        return units.pop() if len(units) == 1 else ""

    @property
    def shape(self):
        """How the figures are drawn: "parts", "bars", or "none" for numbers alone.

        Figures of different units, or a single one, have no common scale; parts need the whole they are parts of.
        """
        parts = self.get("parts") or []
        if len(parts) < 2 or len({part.get("unit") or "" for part in parts}) > 1:
            return "none"
        drawing = self.get("drawing") or "bars"
        return "bars" if drawing == "parts" and self.get("total") is None else drawing


class FiguresBlock(StructBlock):
    """A few figures, or a total with its parts; saving checks that the parts add up."""

    title = SentenceBlock(label=_("Title"), max_length=120)
    total_label = CharBlock(label=_("What the total counts"), max_length=80, required=False)
    total = WholeNumberBlock(
        label=_("Total"), required=False, help_text=_("Leave empty when the figures are not parts of one whole.")
    )
    parts = ListBlock(FigureBlock(), label=_("Figures"), min_num=1, max_num=12)
    drawing = ChoiceBlock(
        label=_("Drawn as"),
        choices=[
            ("bars", _("bars")),
            ("parts", _("parts of the total, in one bar")),
            ("none", pgettext_lazy("drawing", "numbers alone")),
        ],
        default="bars",
        help_text=_("Figures with different units always stand as numbers alone."),
    )
    source = SentenceBlock(
        label=_("Source and day"), max_length=200, help_text=_("Who counted, where, and up to which day.")
    )

    class Meta:
        label = _("Figures")
        icon = "order"
        group = _("Figures")
        template = "components/blocks/figures_block.html"
        description = _("Numbers with their source; parts of a whole are checked to add up.")
        value_class = FiguresValue

    def clean(self, value):
        """Refuse to publish parts that do not add up to the total; a draft is saved as it stands."""
        value = super().clean(value)
        numbers = [part["value"] for part in value["parts"]]
        if self.is_deferred_validation or value.get("total") is None or sum(numbers) == value["total"]:
            return value
        words = {
            "parts": " + ".join(map(number, numbers)),
            "added": number(sum(numbers)),
            "total": number(value["total"]),
        }
        message = _("The figures add up to %(parts)s = %(added)s, not %(total)s. Correct a figure or the total.")
        raise StructBlockValidationError(block_errors={"total": ValidationError(message, params=words)})


class YearBlock(StructBlock):
    """One year's number; empty where nobody counted."""

    year = IntegerBlock(label=_("Year"), min_value=1900, max_value=2100)
    value = NumberBlock(label=_("Number"), required=False, help_text=_("Leave empty where no number is known."))

    class Meta:
        label = _("Year")
        icon = "calendar"


class SeriesValue(StructValue):
    """What the template asks of a series."""

    @property
    def years(self):
        """(year, number or None) in the order of the years; a draft's point may still wait for its year."""
        points = [(item["year"], item["value"]) for item in self.get("points") or [] if item["year"] is not None]
        return sorted(points, key=lambda pair: pair[0])

    @property
    def lines(self):
        """The one line of the chart."""
        return [("", self.years)]


class SeriesBlock(StructBlock):
    """One thing counted year after year; saving checks that each year stands once."""

    title = SentenceBlock(label=_("Title"), max_length=120)
    unit = CharBlock(label=_("Unit"), max_length=20, required=False)
    points = ListBlock(YearBlock(), label=_("Years"), min_num=1, max_num=60)
    source = SentenceBlock(
        label=_("Source and day"), max_length=200, help_text=_("Who counted, where, and up to which day.")
    )

    class Meta:
        label = _("Numbers by year")
        icon = "calendar"
        group = _("Figures")
        template = "components/blocks/series_block.html"
        description = _("One thing counted year after year, drawn as a line; years without a number stay open.")
        value_class = SeriesValue

    def clean(self, value):
        """Refuse a year that stands twice, and to publish a series without any number."""
        value = super().clean(value)
        years = [item["year"] for item in value["points"] if item["year"] is not None]
        twice = sorted({year for year in years if years.count(year) > 1})
        if twice:
            message = _("The year %(year)s stands twice. Please keep one of them.")
            self.refuse(ValidationError(message, params={"year": str(twice[0])}))
        if not self.is_deferred_validation and all(item["value"] is None for item in value["points"]):
            self.refuse(ValidationError(_("Please fill in at least one year's number.")))
        return value

    @staticmethod
    def refuse(error):
        """Raise an error that stands above the years."""
        raise StructBlockValidationError(block_errors={"points": ListBlockValidationError(non_block_errors=[error])})
