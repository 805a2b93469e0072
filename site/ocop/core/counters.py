"""Numbers that many processes raise at the same time."""

from django.db.models import F


def add(model, key, **numbers):
    """Add `numbers` to the fields of the row that `key` names, made where it is missing; the database does the sum."""
    rows = model.objects.filter(**key)
    sums = {name: F(name) + number for name, number in numbers.items()}
    if not rows.update(**sums):
        model.objects.bulk_create([model(**key)], ignore_conflicts=True)
        rows.update(**sums)
