"""The forms of this package, drawn by `cooperatives/joining/form.html`."""

import re

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperatives.choices import LegalForm
from cooperatives.joining.traps import TrapFormMixin
from cooperatives.models import Commune, StallRequest
from ocop.core.sorting import Alphabetical
from ocop.core.text import nfc

# The words that are agreed to stand in CONSENT; a change of them needs a new version (a test holds the two together).
CONSENT = _(
    "I agree that this site keeps what I wrote here, so that an officer can look at it, call me and open the stall. "
    "I may ask at any time to see it, to correct it or to have it deleted."
)
CONSENT_VERSION = "2026-1"

EMAIL = _("E-mail")
LONGEST_EMAIL = 150  # it becomes the user name
# Names stand in e-mails that we send: no name is a link.
LINK = re.compile(r"://|www\.|[@<>]|\.(com|net|org|info|vn|xyz|top|shop|site|online|me|io|ru|cn)\b", re.IGNORECASE)
UNSTYLED = (forms.CheckboxInput, forms.HiddenInput, forms.RadioSelect)


def refuse_links(value):
    """Raise ValidationError if a name holds an address of the web or of e-mail."""
    if LINK.search(value):
        raise ValidationError(_("Please write a name only, without a web or e-mail address."), code="link")


def one_line(value):
    """Return a text composed, on one line, with single spaces."""
    return " ".join(nfc(value).split())


class PlainFormMixin:
    """Gives the fields the site's look and plain words for what is missing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            if field.error_messages["required"] is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("Please fill this in.")
            if not isinstance(field.widget, UNSTYLED):
                kind = "select" if isinstance(field.widget, forms.Select) else "input"
                field.widget.attrs.setdefault("class", kind)


class PlaceSelect(forms.Select):
    """A choice of places, whose names are Vietnamese on English pages too."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "attrs": {**option["attrs"], **({"lang": "vi"} if value else {})}}


def name_field(label, **kwargs):
    """Return a field for a person's or a producer's name."""
    attrs = {"autocomplete": kwargs.pop("autocomplete", "off")}
    return forms.CharField(label=label, validators=[refuse_links], widget=forms.TextInput(attrs=attrs), **kwargs)


class SmallLettersEmailField(forms.EmailField):
    """An e-mail address as it is stored: people's phones begin it with a capital."""

    def to_python(self, value):
        return super().to_python(value).lower()


def email_field(label=EMAIL, autocomplete="email", **kwargs):
    """Return a field for an e-mail address that can become a user name."""
    widget = forms.EmailInput(attrs={"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"})
    return SmallLettersEmailField(label=label, max_length=LONGEST_EMAIL, widget=widget, **kwargs)


class StallRequestForm(PlainFormMixin, TrapFormMixin, forms.ModelForm):
    """A producer asks for a place on the site."""

    name = name_field(_("Name of the producer"), max_length=160, autocomplete="organization")
    contact_name = name_field(_("Your name"), max_length=120, autocomplete="name")
    email = email_field(help_text=_("We answer to this address, and it becomes the name you sign in with."))
    consent = forms.BooleanField(
        label=CONSENT, error_messages={"required": _("Without your consent we may not keep what you wrote.")}
    )

    class Meta:
        model = StallRequest
        fields = [
            "name",
            "legal_form",
            "registration_number",
            "commune",
            "village",
            "products",
            "contact_name",
            "phone",
            "email",
        ]
        labels = {
            "legal_form": _("Legal form"),
            "registration_number": _("Registration number"),
            "commune": _("Commune today"),
            "village": _("Village"),
            "products": _("What do you make?"),
            "phone": _("Phone"),
        }
        help_texts = {
            "name": _("As it stands on your papers."),
            "registration_number": _("Of the co-operative or the business, if you have it at hand."),
            "products": _(
                "A few words are enough: custard apples, coffee, honey… and which of them have an OCOP star."
            ),
            "phone": _("An officer calls this number."),
        }
        widgets = {
            "products": forms.Textarea(attrs={"rows": 3}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "commune": PlaceSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = Commune.objects.current().order_by(Alphabetical("name"))
        self.fields["commune"].empty_label = _("Choose…")

    def clean(self):
        data = super().clean()
        for name in ("name", "village", "contact_name", "registration_number", "phone"):
            data[name] = one_line(data.get(name) or "")
        data["products"] = nfc(data.get("products") or "").strip()
        return data

    def save(self, commit=True):
        self.instance.consent_version = CONSENT_VERSION
        return super().save(commit)


class AnswerForm(PlainFormMixin, forms.Form):
    """An officer's answer to a request: accept it, or decline it with a reason."""

    ACCEPT, DECLINE = "accept", "decline"

    decision = forms.ChoiceField(choices=[(ACCEPT, _("Accept")), (DECLINE, _("Decline"))])
    email = email_field(
        _("Invitation goes to"),
        autocomplete="off",
        help_text=_("Change it only if the person has told you another address."),
    )
    answer = forms.CharField(
        label=_("Words in the e-mail"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever is declined should read why, and what to do."),
    )

    def clean(self):
        data = super().clean()
        if data.get("decision") == self.DECLINE and not data.get("answer", "").strip():
            self.add_error("answer", _("Write why, and what the producer can do: it reads this in the e-mail."))
        return data


class ProducerForm(PlainFormMixin, forms.Form):
    """What an officer says of a producer that comes without a request."""

    name = name_field(_("Name of the producer"), max_length=160)
    legal_form = forms.ChoiceField(label=_("Legal form"), choices=LegalForm.choices)
    commune = forms.ModelChoiceField(
        label=_("Commune today"), queryset=Commune.objects.none(), empty_label=_("Choose…")
    )
    contact_name = name_field(_("Contact person"), max_length=120)
    email = email_field(_("Contact's e-mail"), autocomplete="off", help_text=_("The invitation goes to this address."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = Commune.objects.current().order_by(Alphabetical("name"))


class PersonForm(PlainFormMixin, forms.Form):
    """Who is invited."""

    name = name_field(_("Name"), max_length=120)
    email = email_field(autocomplete="off", help_text=_("The link goes to this address. It works once."))

    def clean_name(self):
        return one_line(self.cleaned_data["name"])


class OfficersPersonForm(PersonForm):
    """An officer also says whether the person leads."""

    is_lead = forms.BooleanField(
        label=_("Lead member"), required=False, help_text=_("May invite and remove the producer's other members.")
    )


def password_field(label, autocomplete, **kwargs):
    """Return a field for a password; `static/js/password.js` lets people see what they type."""
    attrs = {"autocomplete": autocomplete, "data-password": ""}
    return forms.CharField(label=label, strip=False, widget=forms.PasswordInput(attrs=attrs), max_length=200, **kwargs)


class NewPasswordForm(PlainFormMixin, forms.Form):
    """Sets the password of `user`. Asked once: it can be looked at, and a slip is mended by e-mail."""

    password = password_field(
        _("New password"),
        "new-password",
        help_text=_(
            "At least 10 characters. Three or four words that only you would put together are easy to remember."
        ),
    )

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def save(self):
        """Store the password; return the user."""
        self.user.set_password(self.cleaned_data["password"])
        self.user.save(update_fields=["password"])
        return self.user


class TakeUpForm(NewPasswordForm):
    """Taking up an invitation: what to be called, and a password."""

    name = name_field(_("Your name"), max_length=120, autocomplete="name")
    field_order = ["name", "password"]

    def clean_name(self):
        return one_line(self.cleaned_data["name"])


class ChangePasswordForm(NewPasswordForm):
    """The old password, and a new one."""

    old_password = password_field(_("Password until now"), "current-password")
    field_order = ["old_password", "password"]

    def clean_old_password(self):
        password = self.cleaned_data["old_password"]
        if not self.user.check_password(password):
            raise ValidationError(_("This is not your password until now. Look at it and try again."), code="wrong")
        return password
