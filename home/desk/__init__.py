"""The editors' desk: what waits for them, on the admin's home."""
