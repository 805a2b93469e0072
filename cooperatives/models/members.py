"""Who may write for a producer, and how people come to it."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperatives.choices import LegalForm, RequestState
from ocop.core.validators import PHONE


class Stall(models.Model):
    """What a producer's members share: the group that carries their rights, and the collection of their files.

    Made by `cooperatives.onboarding.open_stall`, which also repairs it.
    """

    producer = models.OneToOneField("cooperatives.ProducerPage", on_delete=models.CASCADE, related_name="stall")
    group = models.OneToOneField("auth.Group", on_delete=models.PROTECT, related_name="stall")
    collection = models.OneToOneField("wagtailcore.Collection", on_delete=models.PROTECT, related_name="stall")
    opened_at = models.DateTimeField(default=timezone.now)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("stall")
        verbose_name_plural = _("stalls")

    def __str__(self):
        return str(self.producer)


class MembershipQuerySet(models.QuerySet):
    """Memberships as access rules ask for them."""

    def active(self):
        """Those that have not ended."""
        return self.filter(ended_at=None)


class Membership(models.Model):
    """One person who writes for one producer; the row stays when it ends."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    producer = models.ForeignKey(
        "cooperatives.ProducerPage", verbose_name=_("producer"), on_delete=models.CASCADE, related_name="memberships"
    )
    is_lead = models.BooleanField(
        _("lead member"), default=False, help_text=_("May invite and remove the producer's other members.")
    )
    started_at = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-is_lead", "started_at"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="membership_one_at_a_time")
        ]

    def __str__(self):
        return f"{self.user_id} – {self.producer_id}"  # no names: the log keeps what stands here


class InvitationQuerySet(models.QuerySet):
    """Invitations by what can still be done with them."""

    def open(self):
        """Those that can still be accepted."""
        return self.unanswered().filter(expires_at__gt=timezone.now())

    def unanswered(self):
        """Those nobody took up or took back, also when their time has run out."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """A link, sent by e-mail, that makes one person a member; it works once, until it expires."""

    producer = models.ForeignKey("cooperatives.ProducerPage", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120)
    is_lead = models.BooleanField(_("lead member"), default=False)
    # Only a digest is kept: who reads the database cannot take up an invitation.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.pk} – {self.producer_id}"

    @property
    def is_open(self):
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()

    @staticmethod
    def new_token():
        """Return a fresh token for a link and its digest."""
        token = secrets.token_urlsafe(32)
        return token, Invitation.digest_of(token)

    @staticmethod
    def digest_of(token):
        """Return what is stored of a token."""
        return hashlib.sha256(token.encode()).hexdigest()


class StallRequest(models.Model):
    """A producer asks for a place on the site: the public form "Đăng ký gian hàng"."""

    name = models.CharField(_("name of the producer"), max_length=160)
    legal_form = models.CharField(_("legal form"), max_length=16, choices=LegalForm, default=LegalForm.COOPERATIVE)
    registration_number = models.CharField(_("registration number"), max_length=30, blank=True)
    commune = models.ForeignKey(
        "cooperatives.Commune",
        verbose_name=_("commune today"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"valid_to": None},
    )
    village = models.CharField(_("village"), max_length=120, blank=True)
    products = models.TextField(_("what you make"), max_length=1000)
    contact_name = models.CharField(_("your name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=20, validators=[PHONE])
    email = models.EmailField(_("e-mail"))
    # Law 91/2025: consent is explicit, and kept with the text's version and the time.
    consent_version = models.CharField(max_length=20, editable=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)

    state = models.CharField(_("state"), max_length=8, choices=RequestState, default=RequestState.NEW, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    handled_at = models.DateTimeField(_("handled"), null=True, editable=False)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    producer = models.ForeignKey(
        "cooperatives.ProducerPage", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("stall request")
        verbose_name_plural = _("stall requests")
        ordering = ["-sent_at"]

    def __str__(self):
        return self.name
