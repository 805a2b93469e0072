"""What keeps machines out of the public form without a puzzle: an empty field, and a form that was open for a while."""

import time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FASTEST, LONGEST = 3, 24 * 60 * 60  # seconds between opening and sending
SALT = "cooperatives.joining.traps"


class TrapFormMixin(forms.Form):
    """Adds two fields that people never see. Nobody who falls in loses anything: the form comes back as it was typed."""

    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = signing.dumps(time.time(), salt=SALT)

    def clean(self):
        data = super().clean()
        seconds = time.time() - self.opened_at()
        if data.get("homepage") or not FASTEST <= seconds <= LONGEST:
            # Sent back with a fresh start: pressing the button once more is enough.
            self.data = self.data.copy()
            self.data[self.add_prefix("homepage")] = ""
            self.data[self.add_prefix("opened")] = signing.dumps(time.time(), salt=SALT)
            raise ValidationError(_("Please look over what you wrote once more, then send it again."), code="trap")
        return data

    def opened_at(self):
        """Return when the form was opened, in seconds since 1970; 0 where the stamp is not ours."""
        try:
            return float(signing.loads(self.data.get(self.add_prefix("opened"), ""), salt=SALT))
        except (signing.BadSignature, TypeError, ValueError):
            return 0
