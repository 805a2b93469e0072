"""Counts visits without knowing anybody: a beacon from the page (`views`), two stores, and rows by day and month.

`counting` decides what counts, `stores` chooses where it is counted (Redis or the database), `roll_up` writes what Redis
holds into rows and days into months, `numbers` adds them up for the public, `stall` for producers, `report` for editors.
"""
