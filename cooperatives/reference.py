"""Loads the facts every site needs about places and standards, from the tables beside this module."""

import csv
import datetime
from pathlib import Path

from cooperatives.models import Commune, Standard

DATA = Path(__file__).resolve().parent / "data"


def rows_of(path):
    """Return the rows of a CSV file as a list of dicts; an empty cell is ""."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def put(model, key, facts, wording=None):
    """Make the row with `key` hold `facts`; return (row, whether anything was written).

    `wording` is what people may reword in the admin: it is written with a new row only.
    """
    row = model.objects.filter(**key).first()
    if row is None:
        return model.objects.create(**key, **facts, **(wording or {})), True
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    if changed:
        row.save()
    return row, bool(changed)


def load_communes():
    """Write today's communes and the units they were formed from; return how many rows were written."""
    written = 0
    today = {}
    for row in rows_of(DATA / "communes.csv"):
        facts = {"name": row["name"], "kind": row["kind"], "valid_to": None}
        # Population and area are published anew from time to time, so editors may correct them.
        wording = {"seat": row["seat"], "area_km2": row["area_km2"], "population": int(row["population"])}
        key = {"code": row["code"], "valid_from": datetime.date.fromisoformat(row["valid_from"])}
        today[row["code"]], changed = put(Commune, key, facts, wording)
        written += changed
    for row in rows_of(DATA / "former_communes.csv"):
        facts = {
            "name": row["name"],
            "kind": row["kind"],
            "valid_to": datetime.date.fromisoformat(row["valid_to"]),
        }
        key = {"code": row["code"], "valid_from": datetime.date.fromisoformat(row["valid_from"])}
        unit, changed = put(Commune, key, facts)
        became = {today[code] for code in row["became"].split()}
        if set(unit.successors.all()) != became:
            unit.successors.set(became)
            changed = True
        written += changed
    return written


def load_standards():
    """Write the standards that producers and products may hold; return how many rows were written."""
    written = 0
    for row in rows_of(DATA / "standards.csv"):
        slug = row.pop("slug")
        wording = {**row, "sort_order": int(row["sort_order"])}
        written += put(Standard, {"slug": slug}, {}, wording)[1]
    return written
