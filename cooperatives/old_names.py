"""Names of communes before 1/7/2025 in what people type: "dau tay co noi" asks for strawberries from Cò Nòi."""

from cooperatives.models import Commune
from ocop.core.text import fold, words


def old_communes(typed, units=None):
    """Return the former communes whose whole name stands in a text, and the text's other words, folded; ([], []) without.

    A name typed with its marks has to have the right ones: "có nơi" is no Cò Nòi. `units`: all communes, else one query.
    """
    asked = [word.lower() for word in words(typed)]
    units = Commune.objects.filter(valid_to__isnull=False) if units is None else units
    found, rest = [], asked
    for unit in units:
        name = [word.lower() for word in words(unit.name)]
        place = (
            -1
            if unit.is_current
            else next((at for at in range(len(asked)) if is_name(asked[at : at + len(name)], name)), -1)
        )
        if place >= 0:
            found.append(unit)
            rest = asked[:place] + asked[place + len(name) :]
    return found, [fold(word) for word in rest] if found else []


def is_name(typed, name):
    """Whether the words are those of a name, each as it is written or without any marks."""
    return len(typed) == len(name) and all(
        word in (right, fold(right)) for word, right in zip(typed, name, strict=True)
    )


def at_home_first(ids, producers, communes):
    """Return ids of producers with those that lived in one of the former `communes` first, otherwise in their order."""
    if not communes:
        return ids
    home = set(producers.filter(former_commune__in=communes).values_list("pk", flat=True))
    return sorted(ids, key=lambda pk: pk not in home)
