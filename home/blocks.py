"""The front page as a desk: its sections, in the order editors lay them out, each called as its heading on the page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StaticBlock, StreamBlock, StructBlock

from ocop.core.sentences import SentenceBlock


class SectionBlock(StaticBlock):
    """A section that fills itself, or is filled in a panel of its own below."""


class NewsSectionBlock(StructBlock):
    """Up to three articles; the latest fill what is not chosen."""

    articles = ListBlock(
        PageChooserBlock("news.ArticlePage", label=_("Article")),
        label=_("Articles"),
        min_num=0,
        max_num=3,
        default=[],
        help_text=_("The first stands large. Leave empty: the latest then stand here."),
    )

    class Meta:
        label = _("News from the communes")
        icon = "doc-full"


class StorySectionBlock(StructBlock):
    """One value-chain story."""

    story = PageChooserBlock(
        "news.StoryPage", label=_("Story"), required=False, help_text=_("Leave empty: the latest then stands here.")
    )

    class Meta:
        label = _("From the field to you")
        icon = "openquote"


class VideoSectionBlock(StructBlock):
    """One video."""

    video = PageChooserBlock(
        "news.VideoPage", label=_("Video"), required=False, help_text=_("Leave empty: the latest then stands here.")
    )

    class Meta:
        label = _("Video")
        icon = "media"


class LookupSectionBlock(StructBlock):
    """A search field for the library."""

    heading = CharBlock(label=_("Heading"), max_length=60, required=False)
    hint = SentenceBlock(
        label=_("Hint below the field"),
        max_length=120,
        required=False,
        help_text=_('Such as "26/2026, nghị định 113".'),
    )

    class Meta:
        label = _("Look up a law, decision or form")
        icon = "search"


def section(label, icon, hint):
    """Return a `SectionBlock` that tells in the form where its content comes from."""
    return SectionBlock(label=label, icon=icon, admin_text=hint)


class HomeStreamBlock(StreamBlock):
    """What stands below the months, from top to bottom."""

    products = section(_("In stock now"), "tag", _("Chosen below under “Products in season”, or this month's."))
    story = StorySectionBlock()
    communes = section(
        _("Eight communes, found by their old names too"),
        "site",
        _("The communes with their old names and what grows there."),
    )
    sectors = section(_("By kind of product"), "grid", _("Doors to the six sectors of the catalogue."))
    banner = section(_("Banners"), "image", _("What runs today in the place “front page, between the sections”."))
    producers = section(
        _("Who grows and makes it"), "group", _("Chosen below under “Featured producers”, or the freshest.")
    )
    news = NewsSectionBlock()
    video = VideoSectionBlock()
    events = section(
        _("Fairs, meetings and courses"), "calendar-alt", _("The next three; the section is absent without any.")
    )
    lookup = LookupSectionBlock()
    figures = section(_("Figures"), "order", _("Filled in below under “Figures”."))

    class Meta:
        block_counts = {
            name: {"max_num": 1}
            for name in (
                "products", "story", "communes", "sectors", "banner", "producers", "news", "video", "events", "lookup", "figures",
            )
        }  # fmt: skip
