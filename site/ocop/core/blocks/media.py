"""Blocks made of pictures and files."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageBlockComparison

from ocop.core.sentences import SentenceBlock


class DescribedImageBlock(ImageBlock):
    """Wagtail's picture with its description, its parts named in our words; migrations know it as Wagtail's block."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.label = _("File and description")
        self.child_blocks["image"].label = _("Picture")

    def get_comparison_class(self):
        return PictureComparison


class PictureComparison(ImageBlockComparison):
    """Compares two pictures, either of which may not be chosen yet."""

    def htmlvalue(self, val):
        return super().htmlvalue(self.block._image_to_struct_value(val) if val is None else val)


class PictureBlock(StructBlock):
    """One picture with a caption."""

    image = DescribedImageBlock(label=_("Picture"))
    caption = SentenceBlock(label=_("Caption"), max_length=200, required=False)

    class Meta:
        label = _("Picture")
        icon = "image"
        group = _("Pictures")
        template = "components/blocks/picture_block.html"
        description = _("One picture across the column, with a caption.")


class GalleryBlock(StructBlock):
    """Several pictures side by side."""

    pictures = ListBlock(PictureBlock(), label=_("Pictures"), min_num=2, max_num=12)

    class Meta:
        label = _("Gallery")
        icon = "image"
        group = _("Pictures")
        template = "components/blocks/gallery_block.html"
        description = _("Two to twelve pictures side by side.")


class DocumentBlock(StructBlock):
    """One file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = SentenceBlock(
        label=_("Title"), max_length=160, required=False, help_text=_("Leave empty to use the document's own title.")
    )

    class Meta:
        label = _("Document")
        icon = "doc-full"
        group = _("Files")
        template = "components/blocks/document_block.html"
        description = _("A file to download, with its kind and size.")
