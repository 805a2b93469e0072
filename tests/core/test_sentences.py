"""Fields that may hold a sentence grow with it, and stay one line."""

from django import forms
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from ocop.core.blocks import PictureBlock
from ocop.core.sentences import SentenceBlock, SentenceInput
from products.models import ProductPage


def product_form():
    """Returns the class of the form in which a product is written."""
    return ProductPage.get_edit_handler().get_form_class()


class FieldTests(SimpleTestCase):
    """Which fields of a product's form grow, and what they take."""

    def test_sentences_grow_and_short_facts_stay_fields_of_one_line(self):
        fields = product_form().base_fields
        growing = {name for name, field in fields.items() if isinstance(field.widget, SentenceInput)}
        assert growing == {
            "title", "seo_title", "summary", "summary_en", "name_en", "ingredients", "pack", "shelf_life", "storage", "usage",
        }  # fmt: skip
        assert type(fields["product_code"].widget) is forms.TextInput
        assert type(fields["traceability_url"].widget) is forms.URLInput

    def test_captions_in_lists_and_stories_grow(self):
        caption = product_form().formsets["gallery"].form.base_fields["caption"]
        assert isinstance(caption.widget, SentenceInput)
        assert isinstance(PictureBlock().child_blocks["caption"].field.widget, SentenceInput)

    def test_a_line_break_becomes_a_space(self):
        data = {"usage": "Ăn tươi.\r\nLàm sinh tố.\nNấu chè."}
        assert SentenceInput().value_from_datadict(data, {}, "usage") == "Ăn tươi. Làm sinh tố. Nấu chè."
        assert SentenceInput().value_from_datadict({}, {}, "usage") is None

    def test_the_longest_text_is_known_to_the_browser_and_asked_for_by_the_server(self):
        field = product_form().base_fields["storage"]
        assert field.widget.attrs["maxlength"] == "200"
        assert field.clean("a" * 200) == "a" * 200
        with self.assertRaises(ValidationError):
            field.clean("a" * 201)

    def test_a_required_sentence_of_line_breaks_alone_is_missing(self):
        field = product_form().base_fields["summary"]
        posted = field.widget.value_from_datadict({"summary": "\r\n\r\n"}, {}, "summary")
        with self.assertRaises(ValidationError):
            field.clean(posted)


class BlockTests(SimpleTestCase):
    """`SentenceBlock`."""

    def test_it_keeps_its_limit_and_is_a_plain_line_to_a_migration(self):
        block = SentenceBlock(max_length=160, required=False)
        assert block.field.widget.attrs["maxlength"] == "160"
        assert block.field.widget.is_required is False
        assert block.deconstruct() == ("wagtail.blocks.CharBlock", (), {"max_length": 160, "required": False})
