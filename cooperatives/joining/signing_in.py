"""Signing in and out, forgotten and changed passwords, in the site's own look."""

from django import forms
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cooperatives.access.standing import standing
from cooperatives.joining import mails
from cooperatives.joining.backend import find_account
from cooperatives.joining.forms import ChangePasswordForm, NewPasswordForm, PlainFormMixin, email_field, password_field
from ocop.core.throttle import Limit, client_address, waiting_time

QUARTER, HOUR = 15 * 60, 60 * 60
# Of one name from one address; and from all of them, high enough that nobody is kept out who only has an enemy.
WRONG_HERE = Limit("sign-in-name-address", times=5, seconds=QUARTER)
WRONG_PER_NAME = Limit("sign-in-name", times=30, seconds=QUARTER)
WRONG_PER_ADDRESS = Limit("sign-in-address", times=50, seconds=QUARTER)
FORGOTTEN_PER_EMAIL = Limit("forgotten-email", times=3, seconds=HOUR)
FORGOTTEN_PER_ADDRESS = Limit("forgotten-address", times=20, seconds=HOUR)


def landing(user):
    """Return the address of a person's own place: the stall for members, the admin for the house."""
    is_house = not standing(user).is_member and user.has_perm("wagtailadmin.access_admin")
    return reverse("wagtailadmin_home" if is_house else "stall:home")


def name_of(typed):
    """Return what wrong passwords are counted by: the account, however it is written, or what was typed."""
    account = find_account(typed)
    return f"account {account.pk}" if account else f"name {typed.strip().casefold()}"


def forget_wrong_ones(name, address):
    """Open a name for this address and for all: whoever is there has shown whose it is."""
    WRONG_HERE.clear(f"{name} {address}")
    WRONG_PER_NAME.clear(name)


class SignInForm(PlainFormMixin, AuthenticationForm):
    """Name and password. Wrong ones are counted; after too many the answer is how long to wait."""

    username = forms.CharField(
        label=gettext_lazy("E-mail or user name"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = password_field(gettext_lazy("Password"), "current-password")
    remember = forms.BooleanField(
        label=gettext_lazy("Stay signed in on this device"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Untick this on a phone or computer that others use too."),
    )
    error_messages = {
        "invalid_login": gettext_lazy(
            "Name and password do not match, or this access has ended. Look at both, and mind large and small letters."
        ),
        "inactive": gettext_lazy("This account is closed."),
    }

    def clean(self):
        typed, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not typed or not password:
            return self.cleaned_data
        name, address = name_of(typed), client_address(self.request)
        # In this order: an address that has to wait adds nothing to what keeps the name closed for others.
        if wait := (
            WRONG_PER_ADDRESS.take(address) or WRONG_HERE.take(f"{name} {address}") or WRONG_PER_NAME.take(name)
        ):
            raise ValidationError(
                _("The password was wrong too many times. Please wait %(time)s, or set a new password by e-mail.")
                % {"time": waiting_time(wait)},
                code="wait",
            )
        data = super().clean()
        WRONG_PER_ADDRESS.give_back(address)
        forget_wrong_ones(name, address)
        return data


class SignInView(auth_views.LoginView):
    """The one door for members and for the house."""

    form_class = SignInForm
    template_name = "registration/login.html"

    def get(self, request, *args, **kwargs):
        """Lead on whoever is signed in; a page that was refused to this account is never opened again by itself."""
        if request.user.is_authenticated:
            wish = self.get_redirect_url()
            if not wish:
                return redirect(landing(request.user))
            context = {"wish": wish, "landing": landing(request.user)}
            return render(request, "registration/signed_in.html", context)
        return super().get(request, *args, **kwargs)

    def get_default_redirect_url(self):
        return landing(self.request.user)

    def get_redirect_url(self):
        """Return the wished address on this site; the admin's own front is no wish: everybody has a landing."""
        wish = super().get_redirect_url()
        return "" if wish == reverse("wagtailadmin_home") else wish

    def form_valid(self, form):
        response = super().form_valid(form)
        if not form.cleaned_data["remember"]:
            self.request.session.set_expiry(0)
        return response

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.has_error("__all__", "wait"):
            response.status_code = 429
        return response


class SignOutView(auth_views.LogoutView):
    """Signs out (by POST) and leads to the door, which says so."""

    next_page = reverse_lazy("login")

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        messages.success(request, _("You are signed out."))
        return response


class ForgottenForm(PlainFormMixin, PasswordResetForm):
    """Sends a link to set a new password, or word that there is no account: on the page nobody sees which."""

    email = email_field()

    def save(self, request, **kwargs):
        """Send one mail in either case, so that the time it takes tells nothing; at most a few an hour to one address."""
        email = self.cleaned_data["email"]
        if FORGOTTEN_PER_EMAIL.take(email.casefold()):
            return
        accounts = list(self.get_users(email))
        for account in accounts:
            user_id = urlsafe_base64_encode(force_bytes(account.pk))
            token = kwargs["token_generator"].make_token(account)
            link = mails.address("password_reset_confirm", user_id, token)
            # To the address that is stored: what was typed may only look like it.
            mails.send("password_link", account.email, request, get_language(), account=account, link=link)
        if not accounts:
            mails.send("no_account", email, request, get_language())


class ForgottenView(auth_views.PasswordResetView):
    """Asks for the e-mail address."""

    form_class = ForgottenForm
    template_name = "registration/password_forgotten.html"
    success_url = reverse_lazy("password_reset_done")

    def form_valid(self, form):
        if wait := FORGOTTEN_PER_ADDRESS.take(client_address(self.request)):
            form.add_error(None, _("Please wait %(time)s and try again.") % {"time": waiting_time(wait)})
            return self.form_invalid(form)
        form.save(self.request, token_generator=self.token_generator)
        return redirect(self.get_success_url())


class ForgottenDoneView(auth_views.PasswordResetDoneView):
    """Says that a mail is on its way if there is an account."""

    template_name = "registration/password_forgotten_done.html"


@method_decorator(never_cache, name="dispatch")
class NewPasswordView(auth_views.PasswordResetConfirmView):
    """Sets a password by the link of the e-mail, and signs in. Django takes the token out of the address at once."""

    form_class = NewPasswordForm
    template_name = "registration/password_new.html"
    post_reset_login = True

    def dispatch(self, *args, **kwargs):
        response = super().dispatch(*args, **kwargs)
        if kwargs["token"] != self.reset_url_token:
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def form_valid(self, form):
        response = super().form_valid(form)
        forget_wrong_ones(name_of(self.user.get_username()), client_address(self.request))
        say_password_changed(self.request, self.user)
        return response

    def get_success_url(self):
        return landing(self.user)


class ChangePasswordView(auth_views.PasswordChangeView):
    """Changes the password of whoever is signed in; all other sessions of the account end."""

    form_class = ChangePasswordForm
    template_name = "registration/password_change.html"

    def form_valid(self, form):
        response = super().form_valid(form)
        say_password_changed(self.request, self.request.user)
        return response

    def get_success_url(self):
        return landing(self.request.user)


def say_password_changed(request, user):
    """Say so on the next page, and by e-mail: whoever did not do it should hear of it."""
    messages.success(request, _("Your new password is set."))
    if user.email:
        mails.send("password_changed", user.email, request, account=user)


def to_the_door(request):
    """Lead from the admin's own sign-in page to ours, with the wished address."""
    query = request.GET.urlencode()
    return redirect(resolve_url("login") + (f"?{query}" if query else ""))
