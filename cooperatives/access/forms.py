"""The form of the pages that members write."""

from django.core.exceptions import ValidationError

from cooperatives.access.references import MembersFormMixin
from ocop.core.page_form import PageForm


class MembersPageForm(MembersFormMixin, PageForm):
    """A page form that stays within what belongs to the member who fills it in."""

    def clean_commune(self):
        """Leave a draft the commune it had where the writer has taken it away and not yet chosen another."""
        commune = self.cleaned_data["commune"]
        if commune is None and self.instance.commune_id is None:
            raise ValidationError(self.fields["commune"].error_messages["required"], code="required")
        return commune or self.instance.commune
