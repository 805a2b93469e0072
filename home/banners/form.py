"""The form of a banner."""

from wagtail.admin.forms import WagtailAdminModelForm

from ocop.core.validators import in_our_time


class BannerForm(WagtailAdminModelForm):
    """Says of an address that is none what is wrong with it, and not also that there is none."""

    def clean_starts_at(self):
        """Refuse a moment that no clock can reckon with."""
        return in_our_time(self.cleaned_data["starts_at"])

    def clean_ends_at(self):
        """Refuse the same for the end."""
        return in_our_time(self.cleaned_data["ends_at"])

    def _post_clean(self):
        super()._post_clean()
        if "address" in self.errors and not self.cleaned_data.get("page"):
            self.errors.pop("page", None)
