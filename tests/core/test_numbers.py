"""Numbers as people type them into the admin."""

import pytest
from django.utils import translation
from wagtail.admin.forms.models import formfield_for_dbfield

from ocop.core.blocks import FiguresBlock
from products.models import Certificate, PriceTier, SupplyMonth


def field(model, name):
    return formfield_for_dbfield(model._meta.get_field(name))


class TestAdminForms:
    """What an officer types into a price, a capacity, a score."""

    @pytest.mark.parametrize(
        ("typed", "saved"), [("120.000", 120_000), ("120000", 120_000), ("1.250.000", 1_250_000), ("120.500", 120_500)]
    )
    def test_a_price_keeps_its_thousands(self, typed, saved):
        with translation.override("vi"):
            assert field(PriceTier, "retail").clean(typed) == saved

    @pytest.mark.parametrize(("typed", "saved"), [("12,5", "12.5"), ("12.5", "12.5"), ("1.200", "1200")])
    def test_a_capacity_takes_a_comma(self, typed, saved):
        with translation.override("vi"):
            assert str(field(SupplyMonth, "capacity").clean(typed)) == saved

    def test_a_score_takes_a_comma(self):
        with translation.override("vi"):
            assert str(field(Certificate, "score").clean("78,5")) == "78.5"


class TestFiguresBlock:
    """What an editor types into a figures block."""

    def test_separators_are_read(self):
        block = FiguresBlock()
        with translation.override("vi"):
            assert block.child_blocks["total"].field.clean("6.503") == 6503
            part = block.child_blocks["parts"].child_block
            assert part.child_blocks["value"].field.clean("6.503") == 6503
            assert str(part.child_blocks["value"].field.clean("6,5")) == "6.5"
