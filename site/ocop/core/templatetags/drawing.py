"""Filters and tags that the catalogue's pages draw with: the sketch map, and small questions about lists."""

from itertools import pairwise
from math import hypot

from django import template

from ocop.core.languages import Vietnamese
from ocop.core.spread import spread

register = template.Library()

# National Road 6 through Mai Sơn, from Yên Châu to Sơn La town: (latitude, longitude), close enough for a sketch.
ROAD_6 = (
    (21.045, 104.310), (21.098, 104.215), (21.127, 104.158), (21.163, 104.127), (21.196, 104.103), (21.212, 104.062),
    (21.222, 104.025), (21.246, 103.996), (21.276, 103.972), (21.312, 103.935), (21.334, 103.912), (21.420, 103.830),
)  # fmt: skip
# A sketch never shows less than this many degrees, so that a lone mark still has its surroundings.
LEAST_HEIGHT, LEAST_WIDTH = 0.085, 0.15
MARGIN = 0.13
MOST_LABELS = 9
PHONE = 343, 222  # pixels of the sketch on a phone
NEAREST, MOST_SPREAD = 14, 150  # pixels between two marks; with more marks than that there is no room to spread them
TARGET = 18  # radius of what a finger may touch, in pixels
EAST = 60  # percent of the width from which a name stands left of its mark


@register.filter
def any_selected(options):
    """Whether one of the filter's options is ticked."""
    return any(option.is_selected for option in options)


@register.filter
def shared(items, name):
    """Return what the attribute `name` of all items is, or "" where they differ or there are none."""
    values = {getattr(item, name) for item in items}
    return values.pop() if len(values) == 1 else ""


@register.filter
def in_sentence(text):
    """Write a sentence so that it can go on after a comma: "Vào vụ tháng 8" → "vào vụ tháng 8"."""
    kind = Vietnamese if isinstance(text, Vietnamese) else str
    text = str(text or "")
    return kind(text[:1].lower() + text[1:])


@register.filter
def months_with(cells):
    """Return the numbers (1–12) of the months whose cell is not empty."""
    return [month for month, level in enumerate(cells, start=1) if level]


@register.filter
def as_list(item):
    """Put one thing into a list, for tags that draw several."""
    return [item]


@register.inclusion_tag("components/map.html")
def place_map(points, tiles="", attribution="", single=False):
    """Draw a sketch map with a diamond for each point; a script may lay a real map over it.

    `points`: dicts with title, url, lat, lng and place. `tiles`: the address pattern of a tile server, or "".
    `single`: the map is about one place, so its one mark is named and leads nowhere.
    """
    points = [point for point in points if point and point.get("lat") is not None and point.get("lng") is not None]
    frame = Frame(points)
    marks = apart([{**point, **frame.place(point["lat"], point["lng"])} for point in points])
    for mark in marks:
        mark["village"], _, commune = mark["place"].rpartition(", ")
        mark["commune"] = commune.removeprefix("xã ")
        mark["is_east"] = float(mark["x"]) > EAST
    road = [frame.place(*spot) for spot in ROAD_6]
    return {
        "points": points,
        "marks": marks,
        "labels": [] if single else labels(marks),
        "road": " ".join(f"{spot['x']},{spot['y']}" for spot in road),
        "road_label": road_label(road, marks),
        "tiles": tiles,
        "attribution": attribution,
        "single": single,
    }


def apart(marks):
    """Move marks that lie on each other a little, and give each a `target` that leaves its neighbours' middles free."""
    if len(marks) > MOST_SPREAD:
        return [{**mark, "target": TARGET // 2} for mark in marks]
    spots = spread(
        [tuple(float(mark[axis]) * length / 100 for axis, length in zip("xy", PHONE, strict=True)) for mark in marks],
        NEAREST,
        PHONE,
    )
    moved = []
    for mark, (x, y) in zip(marks, spots, strict=True):
        nearest = min((hypot(x - a, y - b) for a, b in spots if (a, b) != (x, y)), default=TARGET * 2)
        place = {"x": f"{x * 100 / PHONE[0]:.2f}", "y": f"{y * 100 / PHONE[1]:.2f}"}
        moved.append({**mark, **place, "target": min(TARGET, int(nearest * 0.8))})
    return moved


class Frame:
    """The part of the earth a sketch shows; turns coordinates into percent of its width and height."""

    def __init__(self, points):
        latitudes = [point["lat"] for point in points] or [21.196]
        longitudes = [point["lng"] for point in points] or [104.103]
        self.north, self.height = self.span(latitudes, LEAST_HEIGHT, upper=True)
        self.west, self.width = self.span(longitudes, LEAST_WIDTH, upper=False)

    @staticmethod
    def span(values, least, *, upper):
        """Return the edge from which to measure and the length, both in degrees."""
        length = max((max(values) - min(values)) * (1 + 2 * MARGIN), least)
        middle = (max(values) + min(values)) / 2
        return (middle + length / 2 if upper else middle - length / 2), length

    def place(self, latitude, longitude):
        """Return {"x", "y"} as texts in percent."""
        x = (longitude - self.west) / self.width * 100
        y = (self.north - latitude) / self.height * 100
        return {"x": f"{x:.2f}", "y": f"{y:.2f}"}


def labels(marks):
    """Return one label per place, without the kind of unit, beside its marks and as clear of everything else as can be."""
    places = {}
    for mark in marks:
        places.setdefault(mark["commune"], []).append((float(mark["x"]), float(mark["y"])))
    largest = sorted(places.items(), key=lambda item: -len(item[1]))[:MOST_LABELS]
    taken = [Box(x, y, 0) for group in places.values() for x, y in group]
    written = []
    for text, group in largest:
        spots = [Box(x + dx, y + dy, len(text)) for x, y in group for dx in (0, -9, 9) for dy in (8, -8)]
        inside = [spot for spot in spots if spot.half < spot.x < 100 - spot.half and 5 < spot.y < 95] or spots
        best = min(inside, key=lambda spot: sum(spot.overlap(other) for other in taken))
        taken.append(best)
        written.append({"text": text, "x": f"{best.x:.2f}", "y": f"{best.y:.2f}"})
    return written


class Box:
    """A mark (no letters) or a label on a sketch of a phone's size, in percent of its width and height."""

    def __init__(self, x, y, letters):
        self.x, self.y = x, y
        self.half = letters * 1.1 if letters else 3  # half the width
        self.rise = 3 if letters else 4  # half the height

    def overlap(self, other):
        """Return how much of the two boxes lies on each other."""
        across = self.half + other.half - abs(self.x - other.x)
        down = self.rise + other.rise - abs(self.y - other.y)
        return across * down if across > 0 and down > 0 else 0


def road_label(road, marks):
    """Return the spot on the road, well inside the sketch, that is farthest from all marks; None when there is none."""
    inside = [spot for spot in between(road) if 30 < spot[0] < 96 and 12 < spot[1] < 86]

    def distance(spot):
        return min(((spot[0] - float(mark["x"])) ** 2 + (spot[1] - float(mark["y"])) ** 2 for mark in marks), default=0)

    best = max(inside, key=distance, default=None)
    return {"x": f"{best[0]:.2f}", "y": f"{best[1]:.2f}"} if best else None


def between(road):
    """Yield spots along the road, eight on each stretch."""
    spots = [(float(spot["x"]), float(spot["y"])) for spot in road]
    for (x1, y1), (x2, y2) in pairwise(spots):
        for step in range(8):
            yield x1 + (x2 - x1) * step / 8, y1 + (y2 - y1) * step / 8
