"""Marks of a sketch that lie too near each other."""

from math import hypot

from ocop.core.spread import spread
from ocop.core.templatetags.drawing import PHONE, apart


def nearest(spots):
    return min(hypot(x - a, y - b) for i, (x, y) in enumerate(spots) for a, b in spots[i + 1 :])


def test_spots_far_apart_stay_where_they_are():
    spots = [(10, 10), (24, 10), (10, 24)]
    assert spread(spots, 14, PHONE) == spots


def test_a_crowd_on_one_spot_is_moved_apart_and_stays_inside_the_drawing():
    spots = spread([(2, 2)] * 6, 14, PHONE)
    assert nearest(spots) >= 14
    assert all(0 <= x <= PHONE[0] and 0 <= y <= PHONE[1] for x, y in spots)


def test_the_same_spots_are_always_moved_in_the_same_way():
    crowd = [(100, 100), (101, 100), (100, 101)]
    assert spread(crowd, 14, PHONE) == spread(crowd, 14, PHONE)


def test_no_target_covers_the_middle_of_a_neighbour():
    marks = apart([{"x": "50.00", "y": "50.00"}, {"x": "50.10", "y": "50.00"}, {"x": "90.00", "y": "10.00"}])
    spots = [(float(mark["x"]) * PHONE[0] / 100, float(mark["y"]) * PHONE[1] / 100) for mark in marks]
    for mark, (x, y) in zip(marks, spots, strict=True):
        assert all(hypot(x - a, y - b) > mark["target"] for a, b in spots if (a, b) != (x, y))
    assert [mark["target"] for mark in marks] == [11, 11, 18]
