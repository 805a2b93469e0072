"""The form of published statistics: one count of one place, checked as a whole."""

from wagtail.admin.forms import WagtailAdminModelForm

from cooperatives.statistics.rules import sum_complaints


class StatisticReportForm(WagtailAdminModelForm):
    """Refuses figures that do not add up; what was typed stays in the form."""

    def is_valid(self):
        valid = super().is_valid()
        for sentence in sum_complaints(self.typed_values()) if valid else []:
            self.add_error(None, sentence)
            valid = False
        return valid

    def typed_values(self):
        """Return {indicator: number} of the rows that are kept."""
        rows = self.formsets["figures"].forms if "figures" in self.formsets else []
        kept = [row.cleaned_data for row in rows if row.cleaned_data and not row.cleaned_data.get("DELETE")]
        return {data["indicator"]: data["value"] for data in kept if data.get("indicator")}
