"""Receivers of the front page's app."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home.banners.showing import forget_banners
from home.context_processors import forget_frame
from home.models import Banner, HomePage, MenuItem, SiteSettings
from home.sites import forget_sites
from ocop.images.models import SiteImage


def connect():
    """Empty the stored sites, frame and banners whenever a menu, a setting, a banner or a page's address changes."""
    for model in (SiteSettings, MenuItem, Site):
        post_save.connect(forget_frame, sender=model, dispatch_uid=f"frame-save-{model.__name__}")
        post_delete.connect(forget_frame, sender=model, dispatch_uid=f"frame-delete-{model.__name__}")
    for model in (Site, HomePage):
        post_save.connect(forget_sites, sender=model, dispatch_uid=f"sites-save-{model.__name__}")
        post_delete.connect(forget_sites, sender=model, dispatch_uid=f"sites-delete-{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(forget_banners, sender=Banner, dispatch_uid="banners")
        signal.connect(forget_banners, sender=SiteImage, dispatch_uid="banners")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget_frame, dispatch_uid=f"frame-{id(signal)}")
        signal.connect(forget_banners, dispatch_uid=f"banners-{id(signal)}")
        signal.connect(forget_sites, dispatch_uid=f"sites-{id(signal)}")
