"""Receivers of the front page's app."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home.context_processors import forget_frame
from home.models import MenuItem, SiteSettings


def connect():
    """Empty the stored frame whenever a menu, a setting or a page's address changes."""
    for model in (SiteSettings, MenuItem, Site):
        post_save.connect(forget_frame, sender=model, dispatch_uid=f"frame-save-{model.__name__}")
        post_delete.connect(forget_frame, sender=model, dispatch_uid=f"frame-delete-{model.__name__}")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget_frame, dispatch_uid=f"frame-{id(signal)}")
