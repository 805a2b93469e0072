"""What an editor fills in for each stage. Drafts may be half done; publishing asks for the rest in full sentences."""

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, PageChooserBlock, StreamBlock, StructBlock, StructValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cooperatives.models import Commune
from news.stories.choices import StageKind
from ocop.core.blocks import PictureBlock, TextBlock
from ocop.core.numbers import NumberBlock
from ocop.core.sentences import SentenceBlock

LEAST_STAGES = 2
MOST_STAGES = 12


def commune_choices():
    """Return today's communes as (code, name); codes of abolished units never stand here."""
    return [(unit.code, unit.full_name) for unit in Commune.objects.current()]


class StageFigureBlock(StructBlock):
    """One number of a stage, with its source."""

    label = CharBlock(label=_("Label"), max_length=80)
    value = NumberBlock(label=_("Number"))
    unit = CharBlock(label=_("Unit"), max_length=20, required=False)
    source = SentenceBlock(
        label=_("Source and day"),
        max_length=160,
        required=False,
        help_text=_("Who counted, where, and up to which day."),
    )

    class Meta:
        label = _("Figure")
        icon = "order"
        label_format = "{value} {unit} {label}"

    def clean(self, value):
        """Refuse a number that nobody stands for; a draft may wait for its source."""
        value = super().clean(value)
        if not self.is_deferred_validation and not value["source"].strip():
            sentence = _("Write down who counted this and up to which day. Figures without a source are not published.")
            raise StructBlockValidationError(block_errors={"source": ValidationError(sentence)})
        return value


class StageValue(StructValue):
    """One stage as the editor typed it."""

    @property
    def kind_label(self):
        """The name of the ready-made stage."""
        return StageKind(self["kind"]).label if self["kind"] in StageKind.values else ""


class StageBlock(StructBlock):
    """One stage: what happens, when, where, and who does it."""

    kind = ChoiceBlock(choices=StageKind.choices, label=_("Stage"), default=StageKind.GROWING)
    name = CharBlock(
        label=_("Name of its own"),
        max_length=60,
        required=False,
        help_text=_("Leave empty to use the name of the stage chosen above."),
    )
    months = CharBlock(
        label=_("When, or how long"),
        max_length=60,
        required=False,
        help_text=_('Such as "tháng 10–12" or "36 giờ".'),
    )
    place = SentenceBlock(
        label=pgettext_lazy("in a story", "Place"),
        max_length=120,
        required=False,
        help_text=_("Village, orchard or workshop, as people say it."),
    )
    commune = ChoiceBlock(choices=commune_choices, label=_("Commune today"), required=False)
    text = TextBlock(
        features=["bold", "italic", "ol", "ul", "link"],
        label=_("What happens"),
        required=False,
        help_text=_("Who does what, with which hands and tools. Two or three short paragraphs."),
    )
    pictures = ListBlock(PictureBlock(), label=_("Pictures"), min_num=0, max_num=4, default=[])
    figures = ListBlock(StageFigureBlock(), label=_("Figures"), min_num=0, max_num=4, default=[])
    producers = ListBlock(
        PageChooserBlock("cooperatives.ProducerPage", label=_("Producer")),
        label=_("Producers of this stage"),
        min_num=0,
        max_num=6,
        default=[],
    )
    products = ListBlock(
        PageChooserBlock("products.ProductPage", label=_("Product")),
        label=_("Products of this stage"),
        min_num=0,
        max_num=6,
        default=[],
    )

    class Meta:
        label = _("Stage")
        icon = "arrow-down-big"
        label_format = "{kind} {name}"
        template = "components/blocks/stage_block.html"
        value_class = StageValue
        description = _("One stage of the value chain: text, pictures, figures, place, who takes part.")
        preview_value = {
            "kind": StageKind.HARVEST,
            "months": "tháng 10–12",
            "place": "Bản Sương Mường",
            "text": "<p>Chỉ hái quả chín đỏ, để quả xanh lại cho lượt sau.</p>",
        }

    def clean(self, value):
        """Ask for a name where the stage is none of the ready-made ones."""
        value = super().clean(value)
        is_nameless = value["kind"] == StageKind.OTHER and not value["name"].strip()
        if is_nameless and not self.is_deferred_validation:
            sentence = _("Give this stage a name, or choose one of the ready-made stages.")
            raise StructBlockValidationError(block_errors={"name": ValidationError(sentence)})
        return value


class StageStreamBlock(StreamBlock):
    """The stages of a story in their order."""

    stage = StageBlock()

    class Meta:
        max_num = MOST_STAGES

    def clean(self, value):
        """Refuse to publish a story of fewer than two stages that say something."""
        value = super().clean(value)
        told = sum(1 for stage in value if strip_tags(stage.value["text"].source).strip())
        if not self.is_deferred_validation and told < LEAST_STAGES:
            sentence = _(
                "A story needs at least two stages with text before it is published. "
                "Save it as a draft meanwhile; nothing is lost."
            )
            raise StreamBlockValidationError(non_block_errors=[ValidationError(sentence)])
        return value
