"""The form of the pages that members write."""

from cooperatives.access.references import MembersFormMixin
from ocop.core.page_form import PageForm


class MembersPageForm(MembersFormMixin, PageForm):
    """A page form that stays within what belongs to the member who fills it in."""
