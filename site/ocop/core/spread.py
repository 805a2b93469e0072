"""Spots on a drawing that lie too near each other, moved apart a little: the same spots always in the same way."""

from math import cos, hypot, pi, sin

STEP, RINGS, TURNS = 2, 20, 16  # pixels from ring to ring, how many rings are tried, spots on each ring


def spread(spots, least, size):
    """Return the spots (x, y), each moved as little as it takes for no two to be nearer than `least`.

    `size`: width and height of the drawing, which no spot leaves. One that finds no free place stays where it is.
    """
    taken = []
    for x, y in spots:
        found = next((spot for spot in around(x, y) if is_inside(spot, size) and is_free(spot, taken, least)), (x, y))
        taken.append(found)
    return taken


def around(x, y):
    """Yield the spot itself, then those on rings around it, the nearest first."""
    yield x, y
    for ring in range(1, RINGS + 1):
        for turn in range(TURNS):
            angle = 2 * pi * turn / TURNS
            yield x + ring * STEP * cos(angle), y + ring * STEP * sin(angle)


def is_inside(spot, size):
    return all(0 <= value <= length for value, length in zip(spot, size, strict=True))


def is_free(spot, taken, least):
    return all(hypot(spot[0] - x, spot[1] - y) >= least for x, y in taken)
