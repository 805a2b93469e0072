"""Web addresses that people type: "example.vn/na" is completed, and what is none is answered with an example."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override

INCOMPLETE = _("Write the whole address, such as https://example.vn.")


def complete_web_addresses():
    """Let every field for an address in the admin's forms take one without https://, and name what to write."""
    register_form_field_override(
        models.URLField, override={"assume_scheme": "https", "error_messages": {"invalid": INCOMPLETE}}
    )
