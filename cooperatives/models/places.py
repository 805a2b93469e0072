"""Places of two eras: communes as they were before 1/7/2025 and as they are now."""

from django.db import models
from django.db.models import Q
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperatives.choices import CommuneKind
from ocop.core.languages import vietnamese, with_names
from ocop.core.text import slugify_vi


class CommuneQuerySet(models.QuerySet):
    """Communes by era."""

    def current(self):
        """Units that exist today."""
        return self.filter(valid_to=None)

    def former(self):
        """Units abolished since, kept because old papers and people still name them."""
        return self.exclude(valid_to=None)

    def named(self, key):
        """Units that an address key means: today's code, else the slug of an old unit's name.

        Codes were reused on 1/7/2025 (04136 was Nà Bó and is Tà Hộc today), so a bare code always means today's unit.
        """
        return self.filter(Q(code=key, valid_to=None) | Q(slug=key, valid_to__isnull=False))


class Commune(models.Model):
    """One unit at commune level, keyed by its official code and the day it is valid from."""

    code = models.CharField(_("code"), max_length=5)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=CommuneKind, default=CommuneKind.COMMUNE)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self",
        verbose_name=_("became part of"),
        symmetrical=False,
        related_name="predecessors",
        blank=True,
    )
    seat = models.CharField(_("seat of the commune's office"), max_length=120, blank=True)
    area_km2 = models.DecimalField(_("area, km²"), max_digits=7, decimal_places=2, null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "valid_from"]
        verbose_name = pgettext_lazy("place", "commune")
        verbose_name_plural = _("communes")
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="commune_code_from_unique")]

    def __str__(self):
        return self.full_name if self.is_current else _("%(name)s (former)") % {"name": self.full_name}

    def save(self, *args, **kwargs):
        self.slug = slugify_vi(self.name)
        super().save(*args, **kwargs)

    @property
    def is_current(self):
        """Whether the unit exists today."""
        return self.valid_to is None

    @property
    def old_names(self):
        """The names of the units it was formed from, its own left out; prefetch `predecessors` for lists."""
        return list(dict.fromkeys(old.name for old in self.predecessors.all() if old.name != self.name))

    @property
    def full_name(self):
        """The name as an address writes it: "xã Mai Sơn", "thị trấn Hát Lót"."""
        return f"{KIND_IN_ADDRESS[self.kind]} {self.name}"

    @property
    def display_name(self):
        """The name in the reader's language, safe to print: "xã Mai Sơn", or "Mai Sơn commune"."""
        return with_names(str(KIND_BY_NAME[self.kind]), name=self.name)

    @property
    def key(self):
        """What stands for this unit in an address: today's code, or the old unit's name as a slug."""
        return self.code if self.is_current else self.slug


# The word is part of an official Vietnamese name, so it is not translated.
KIND_IN_ADDRESS = {CommuneKind.COMMUNE: "xã", CommuneKind.WARD: "phường", CommuneKind.TOWNSHIP: "thị trấn"}
KIND_BY_NAME = {
    CommuneKind.COMMUNE: _("%(name)s commune"),
    CommuneKind.WARD: _("%(name)s ward"),
    CommuneKind.TOWNSHIP: _("%(name)s township"),
}


def place_in_words(names, commune):
    """Return a place in one line in the reader's language, safe to print: "Bản Noong Hoa, Mai Sơn commune".

    `names`: Vietnamese names of places in the commune, of which some may be ""; `commune`: a `Commune` or None.
    """
    parts = [vietnamese(name) for name in names if name] + ([commune.display_name] if commune else [])
    return format_html_join(", ", "{}", ((part,) for part in parts))
