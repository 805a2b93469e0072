"""What a member says about one picture: what it shows, and where it goes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperatives.photos.placing import Role
from ocop.core.pasted import tidy

LONGEST_DESCRIPTION = 255  # as the model's field


class TidyCharField(forms.CharField):
    """A text without control characters, in composed letters, on one line."""

    def to_python(self, value):
        text = super().to_python(value)
        return " ".join(tidy(text).split()) if text else text


class PhotoForm(forms.Form):
    """The picture in words, and the page that it goes to."""

    description = TidyCharField(
        label=_("What does the picture show?"),
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
        help_text=_("Who cannot see the picture hears this sentence, such as: Chị Hoạ hái dâu chín vào rổ tre."),
        error_messages={"required": _("Say in one sentence what the picture shows.")},
    )
    page = forms.ChoiceField(
        label=_("Which page does it go to?"), required=False, widget=forms.Select(attrs={"class": "select"})
    )
    role = forms.ChoiceField(
        label=_("Where on the page?"),
        required=False,
        choices=Role.choices,
        widget=forms.RadioSelect,
        initial=Role.GALLERY,
    )

    def __init__(self, *args, pages, **kwargs):
        """`pages`: the producer's own, as (page, words) pairs; no other can be chosen."""
        super().__init__(*args, **kwargs)
        self.pages = {str(page.pk): page for page, __ in pages}
        self.fields["page"].choices = [("", _("Keep it for later")), *((page.pk, words) for page, words in pages)]

    def say_it_is_placed(self):
        """Word the choice of no page for a picture that stands on one already."""
        self.fields["page"].choices = [("", _("On no further page")), *self.fields["page"].choices[1:]]

    def clean_page(self):
        """Return the chosen page, or None."""
        return self.pages.get(self.cleaned_data["page"])

    def clean_role(self):
        """Return the chosen `Role`; without one the picture joins the others."""
        return Role(self.cleaned_data["role"] or Role.GALLERY)
