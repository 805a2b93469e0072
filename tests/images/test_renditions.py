"""Renditions that come with the picture are neither looked up nor written to the cache again."""

from unittest import mock

import pytest
from wagtail.images.models import Filter

from ocop.images.models import Rendition, SiteImage
from ocop.images.sizes import CARD, load_sizes, specs_of
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db
SPECS = specs_of(CARD)


@pytest.fixture
def drawn():
    """A picture whose sizes for cards were made, fetched anew with them."""
    Rendition.cache_backend.clear()  # an earlier test's picture bore the same number
    image = ImageFactory()
    image.get_renditions(*SPECS)
    fresh = SiteImage.objects.get(pk=image.pk)
    load_sizes([fresh], CARD)
    return fresh


def test_sizes_at_hand_cost_nothing(drawn, django_assert_num_queries):
    with mock.patch.object(Rendition, "cache_backend") as cache, django_assert_num_queries(0):
        found = drawn.get_renditions(*(Filter(spec) for spec in SPECS))
        assert drawn.get_rendition(SPECS[0]) == found[SPECS[0]]
    assert list(found) == SPECS
    assert all(rendition.filter_spec == spec and rendition.image is drawn for spec, rendition in found.items())
    assert cache.mock_calls == []


def test_what_is_not_at_hand_is_made(drawn):
    assert drawn.get_rendition("width-33").width == 33
    assert list(drawn.get_renditions("width-33", SPECS[0])) == ["width-33", SPECS[0]]


def test_a_size_cut_around_another_point_is_made_anew(drawn):
    (spec, *_more) = (spec for spec in SPECS if spec.startswith("fill"))
    before = drawn.get_rendition(spec)
    drawn.focal_point_x, drawn.focal_point_y, drawn.focal_point_width, drawn.focal_point_height = 5, 5, 4, 4
    after = drawn.get_rendition(spec)
    assert (after.pk, after.focal_point_key) != (before.pk, before.focal_point_key)
    assert drawn.get_renditions(spec) == {spec: after}
