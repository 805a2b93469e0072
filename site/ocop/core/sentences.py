"""Fields of one line that may hold a whole sentence: in the admin's forms they grow, so that a phone shows all of it."""

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks import CharBlock

SENTENCE = 120  # letters; what may be no longer stays a field of one line


class SentenceInput(AdminAutoHeightTextInput):
    """As high as its text. It takes no line break, neither typed nor pasted."""

    def __init__(self, attrs=None):
        unbroken = {"class": "sentence", "data-action": "keydown.enter->w-autosize#resize:prevent"}
        super().__init__({**unbroken, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        """Return what was posted in one line."""
        value = super().value_from_datadict(data, files, name)
        return value and " ".join(value.splitlines())


class SentenceBlock(CharBlock):
    """A `CharBlock` that grows."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        widget = SentenceInput()
        widget.attrs |= self.field.widget_attrs(widget)
        widget.is_required = self.field.required
        self.field.widget = widget


DECONSTRUCT_ALIASES = {
    SentenceBlock: "wagtail.blocks.CharBlock"
}  # the same to a migration: what is stored does not differ


def let_sentences_grow():
    """Give every field of the admin's model forms that may hold a sentence an input that grows."""
    register_form_field_override(models.CharField, override=for_sentences, exact_class=True)


def for_sentences(field):
    """Return what the form field of `field` takes beside what Django gives it."""
    is_sentence = not field.choices and (field.max_length or 0) >= SENTENCE
    return {"widget": SentenceInput} if is_sentence else {}
