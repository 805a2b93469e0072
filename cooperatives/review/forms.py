"""An editor's decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core.unfinished import lacking

APPROVE, RETURN = "approve", "reject"  # as Wagtail's tasks name them


class DecisionForm(forms.Form):
    """Approve, with or without a word, or return with one: the producer must know what to do."""

    decision = forms.ChoiceField(choices=[(APPROVE, _("Approve")), (RETURN, _("Return"))])
    comment = forms.CharField(
        label=_("To the producer"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Goes to the producer by e-mail and stands on its screen. Say what is good, and what is missing."),
    )
    # The revision that the editor has read. Another one must be read first.
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, current=None, draft=None, is_producers=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.current = current
        self.draft = draft
        self.is_producers = is_producers
        if not is_producers:
            self.fields["comment"].label = _("To the writer")
            self.fields["comment"].help_text = _(
                "Goes by e-mail to whoever sent it. Say what is good, and what is missing."
            )

    def clean(self):
        data = super().clean()
        if data.get("decision") == RETURN and not data.get("comment", "").strip():
            self.add_error("comment", self.missing_words)
        if data.get("decision") == APPROVE and self.draft and (words := lacking(self.draft)):
            raise forms.ValidationError(
                _("It cannot be published yet. To be filled in or mended first: %(fields)s.") % {"fields": words}
            )
        if data.get("revision") is not None and data["revision"] != self.current:
            raise forms.ValidationError(
                _("The page changed while you were reading. Here is what it says now: please look once more."),
                code="changed",
            )
        return data

    @property
    def missing_words(self):
        """What is asked of who returns a text without a word."""
        if self.is_producers:
            return _("Write what should change: the producer reads it and mends the page.")
        return _("Write what should change: whoever sent it reads it and mends the text.")
