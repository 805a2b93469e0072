"""Figures that add up, with their source and day."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue
from wagtail.blocks.struct_block import StructBlockValidationError

from ocop.core.numbers import NumberBlock, WholeNumberBlock


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
    def parts_with_share(self):
        """Each part with its share of the total in whole percent, for the bar's length; 0 without a total."""
        total = self.get("total")
        return [
            {"part": part, "share": round(float(part["value"]) * 100 / float(total)) if total else 0}
            for part in self.get("parts") or []
        ]

    @property
    def share_classes(self):
        """The CSS class of each bar: widths come in steps of one percent, so that no inline style is needed."""
        return [f"w-{row['share']}" for row in self.parts_with_share]


class FiguresBlock(StructBlock):
    """A few figures, or a total with its parts; saving checks that the parts add up."""

    title = CharBlock(label=_("Title"), max_length=120)
    total_label = CharBlock(label=_("What the total counts"), max_length=80, required=False)
    total = WholeNumberBlock(
        label=_("Total"), required=False, help_text=_("Leave empty when the figures are not parts of one whole.")
    )
    parts = ListBlock(FigureBlock(), label=_("Figures"), min_num=1, max_num=12)
    source = CharBlock(
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
        """Refuse parts that do not add up to the total."""
        value = super().clean(value)
        if value.get("total") is not None:
            added = sum(part["value"] for part in value["parts"])
            if added != value["total"]:
                raise StructBlockValidationError(
                    block_errors={
                        "total": ValidationError(
                            _("The parts add up to %(added)s, not %(total)s. Please check the numbers."),
                            params={"added": f"{added:n}", "total": value["total"]},
                        )
                    }
                )
        return value
