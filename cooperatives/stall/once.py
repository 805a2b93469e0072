"""Remembers what several parts of one screen ask of the same producer."""


def once(producer, find):
    """Return `find(producer)`, asked only once of this instance, which lives as long as the request."""
    remembered = producer.__dict__.setdefault("_remembered", {})
    if find not in remembered:
        remembered[find] = find(producer)
    return remembered[find]
