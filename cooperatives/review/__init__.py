"""Approving what producers write: one screen that shows old beside new, and e-mails to everyone concerned."""
