"""Every version of a page that is saved is checked, however it came to be."""

from django.db.models.signals import post_save
from wagtail.models import Page, Revision

from ocop.textcheck.checking import forget_findings, recheck_revision
from ocop.textcheck.models import TaughtWord


def check_revision(sender, instance, raw=False, **kwargs):
    """Check the page of a new or an overwritten revision."""
    model = instance.base_content_type.model_class()
    if not raw and model is not None and issubclass(model, Page):
        recheck_revision(instance)


def word_taught(sender, instance, raw=False, **kwargs):
    """A word that was typed into the list leaves the findings too."""
    if not raw:
        forget_findings(instance.text)


def connect():
    """Connect the receivers."""
    post_save.connect(check_revision, sender=Revision, dispatch_uid="text-check")
    post_save.connect(word_taught, sender=TaughtWord, dispatch_uid="taught-word")
