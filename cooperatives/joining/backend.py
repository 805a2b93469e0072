"""Signing in with a user name or an e-mail address, in any case of letters."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend


def find_account(name):
    """Return the account that `name` means: a user name, else an e-mail address that one account has; or None."""
    User = get_user_model()
    name = name.strip()
    for lookup in ("username", "username__iexact", "email__iexact"):
        found = list(User.objects.filter(**{lookup: name})[:2])
        if len(found) == 1:
            return found[0]
    return None


class NameOrEmailBackend(ModelBackend):
    """Django's own backend, which finds the account by `find_account`."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if username is None or password is None:
            return None
        user = find_account(username)
        if user is None:
            get_user_model()().set_password(password)  # takes as long as checking one: the clock tells nothing
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
