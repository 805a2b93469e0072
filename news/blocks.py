"""Blocks that tie an article to the catalogue, and the article's stream."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, PageChooserBlock, StreamBlock, StructBlock, StructValue

from cooperatives.models import ProducerPage
from ocop.core.blocks import (
    DocumentBlock,
    FiguresBlock,
    GalleryBlock,
    PictureBlock,
    QuoteBlock,
    SeriesBlock,
    TableBlock,
    TextBlock,
)
from products.models import CatalogueEntry


class ProducersValue(StructValue):
    """The chosen producers as a visitor may see them."""

    @cached_property
    def cards(self):
        """Published producers in the editor's order, two queries."""
        return ProducerPage.objects.in_this_order([page.pk for page in self["producers"] if page])


class ProducersBlock(StructBlock):
    """Links to the producers an article speaks of."""

    producers = ListBlock(
        PageChooserBlock("cooperatives.ProducerPage", label=_("Producer")), label=_("Producers"), min_num=1, max_num=8
    )

    class Meta:
        label = _("Producers")
        icon = "group"
        group = _("Catalogue")
        template = "components/blocks/producers_block.html"
        description = _("The producers this text speaks of, with picture and place.")
        value_class = ProducersValue


class ProductsValue(StructValue):
    """The chosen products as a visitor may see them."""

    @cached_property
    def cards(self):
        """Published products in the editor's order, two queries."""
        return CatalogueEntry.objects.cards([page.pk for page in self["products"] if page])


class ProductsBlock(StructBlock):
    """Cards of the products an article speaks of."""

    products = ListBlock(
        PageChooserBlock("products.ProductPage", label=_("Product")), label=_("Products"), min_num=1, max_num=8
    )

    class Meta:
        label = _("Products")
        icon = "tag"
        group = _("Catalogue")
        template = "components/blocks/products_block.html"
        description = _("Cards of products, with today's star, price and months.")
        value_class = ProductsValue


class VideoValue(StructValue):
    """The chosen video as a visitor may see it."""

    @cached_property
    def shown(self):
        """The published video with all that its player draws, or None; three queries."""
        from news.models import VideoPage

        return (
            VideoPage.objects.browsable().filter(pk=self["video"].pk).for_playing().first() if self["video"] else None
        )


class VideoBlock(StructBlock):
    """One video of the site, playing inside a text."""

    video = PageChooserBlock("news.VideoPage", label=_("Video"))

    class Meta:
        label = _("Video")
        icon = "media"
        group = _("Pictures")
        template = "components/blocks/video_block.html"
        description = _("A video of this site, playing inside the text. Nothing of it loads before play is pressed.")
        value_class = VideoValue


class ArticleStreamBlock(StreamBlock):
    """What an article is made of."""

    text = TextBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    quote = QuoteBlock()
    figures = FiguresBlock()
    series = SeriesBlock()
    table = TableBlock()
    document = DocumentBlock()
    producers = ProducersBlock()
    products = ProductsBlock()
