"""Loads the OCOP classification (Decision 26/2026/QĐ-TTg: 6 sectors, 26 sets), from the tables beside this module."""

from pathlib import Path

from cooperatives.reference import put, rows_of
from products.models import ProductSet, Sector

DATA = Path(__file__).resolve().parent / "data"


def load_classification():
    """Write sectors and sets; return how many rows were written. Short names are the site's own and stay as edited."""
    written = 0
    sectors = {}
    for row in rows_of(DATA / "sectors.csv"):
        wording = {"short_name": row["short_name"], "short_name_en": row["short_name_en"]}
        sectors[row["number"]], changed = put(Sector, {"number": int(row["number"])}, {"name": row["name"]}, wording)
        written += changed
    for row in rows_of(DATA / "classification.csv"):
        facts = {
            "sector": sectors[row["sector"]],
            "group": row["group"],
            "subgroup": row["subgroup"],
            "ministry": row["ministry"],
        }
        wording = {"short_name": row["short_name"], "short_name_en": row["short_name_en"]}
        written += put(ProductSet, {"number": int(row["number"])}, facts, wording)[1]
    return written
