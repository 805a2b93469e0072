"""Web addresses as people type them into the admin's forms."""

import pytest
from django.core.exceptions import ValidationError

from cooperatives.models import ProducerPage
from products.models import ProductPage
from trade.models import EventPage

FIELDS = [
    (ProducerPage, "website"),
    (ProducerPage, "facebook"),
    (ProductPage, "traceability_url"),
    (EventPage, "online_url"),
    (EventPage, "registration_url"),
]


def answer(model, name, typed):
    """Return what a page's form makes of an address: the value, and the errors."""
    field = model.get_edit_handler().get_form_class().base_fields[name]
    try:
        return field.clean(typed), []
    except ValidationError as error:
        return None, error.messages


@pytest.mark.parametrize(("model", "name"), FIELDS)
class TestPages:
    def test_an_address_without_scheme_is_completed(self, model, name):
        assert answer(model, name, "example.vn/abc") == ("https://example.vn/abc", [])
        assert answer(model, name, "http://example.vn/abc") == ("http://example.vn/abc", [])

    def test_what_is_none_is_told_what_to_write(self, model, name):
        for typed in ("trang của chúng tôi", "example", "https://"):
            assert answer(model, name, typed) == (None, ["Viết đủ địa chỉ, ví dụ https://example.vn."])
