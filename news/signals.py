"""Receivers of the newsroom."""

from wagtail.signals import page_published


def connect():
    """Keep in step what is derived from published pages."""
    from news.models import StoryPage
    from news.stories.mentions import write_published

    page_published.connect(write_published, sender=StoryPage, dispatch_uid="story-mentions")
