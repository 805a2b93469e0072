"""The form of published statistics: one count of one place, checked as a whole."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from cooperatives.statistics.rules import sum_complaints
from ocop.core.page_form import SaysBlanks


class StatisticReportForm(SaysBlanks, WagtailAdminModelForm):
    """Refuses figures that do not add up, beside the total; what was typed stays in the form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "figures" in self.formsets:
            self.formsets["figures"].error_messages["too_few_forms"] = _("Please add at least one figure.")

    def is_valid(self):
        if not super().is_valid():
            return False
        rows = {row.cleaned_data["indicator"]: row for row in self.kept_rows()}
        complaints = sum_complaints({indicator: row.cleaned_data["value"] for indicator, row in rows.items()})
        for whole, sentence in complaints.items():
            rows[whole].add_error("value", sentence)
        return not complaints

    def kept_rows(self):
        """Return the forms of the figures that are kept."""
        rows = self.formsets["figures"].forms if "figures" in self.formsets else []
        return [row for row in rows if row.cleaned_data.get("indicator") and not row.cleaned_data.get("DELETE")]
