"""The form of a library document: what no single field can see."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from news.library.choices import RelationKind
from news.library.relations import leads_back
from ocop.core.page_form import PageForm
from ocop.core.text import fold
from ocop.core.widgets import SuggestingInput

MOST_ISSUERS = 300


class LegalDocumentForm(PageForm):
    """Refuses a document that acts on itself, twice on the same one, or that closes a circle; what was typed stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "issuer" in self.fields:
            attrs = self.fields["issuer"].widget.attrs
            self.fields["issuer"].widget = SuggestingInput(self.issuers, attrs)

    def issuers(self):
        """Return the issuers written so far, each once: one query."""
        known = type(self.instance).objects.exclude(issuer="").order_by("issuer")
        return sorted(known.values_list("issuer", flat=True).distinct()[:MOST_ISSUERS], key=fold)

    def is_valid(self):
        """Look at the rows of relations after they and the form have been cleaned, so that each row shows its error."""
        valid = super().is_valid()
        formset = self.formsets.get("relations")
        if formset is None or not formset.is_bound:
            return valid
        return self.check_relations(formset) and valid

    def check_relations(self, formset):
        """Put one full sentence at each row that cannot be, and return whether there is none."""
        seen, good = set(), True
        for form in formset.forms:
            data = getattr(form, "cleaned_data", None) or {}
            target, kind = data.get("target"), data.get("kind")
            if not target or data.get("DELETE"):
                continue
            sentence = self.objection(target, kind, seen)
            if sentence and not form.has_error("target", "relation"):
                form.add_error("target", ValidationError(sentence, code="relation"))
            good = good and not sentence
            seen.add((target.pk, kind))
        return good

    def objection(self, target, kind, seen):
        """Return what is wrong with a relation, or ""."""
        own = self.instance.pk
        if own and target.pk == own:
            return _("A document cannot replace, amend or guide itself. Please choose the earlier document.")
        if (target.pk, kind) in seen:
            return _("This document stands here twice.")
        if own and kind == RelationKind.REPLACES and leads_back(own, target.pk):
            return _(
                "“%(title)s” already replaces this document, directly or over others. Only one of the two can be the newer."
            ) % {"title": target.title}
        return ""
