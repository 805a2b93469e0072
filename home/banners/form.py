"""The form of a banner."""

from wagtail.admin.forms import WagtailAdminModelForm


class BannerForm(WagtailAdminModelForm):
    """Says of an address that is none what is wrong with it, and not also that there is none."""

    def _post_clean(self):
        super()._post_clean()
        if "address" in self.errors and not self.cleaned_data.get("page"):
            self.errors.pop("page", None)
