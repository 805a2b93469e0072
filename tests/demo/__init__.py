"""The demo site, loaded once for all of these."""
