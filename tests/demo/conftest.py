"""The demo site, once for the folder."""

from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from ocop.images.models import SiteImage
from tests.conftest import standing
from tests.database import demo_site_in_memory
from tests.load_demo import load_inside_a_test

SINGLE_PIXEL = b"RIFF\x1a\x00\x00\x00WEBPVP8L\r\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"


@contextmanager
def loaded():
    """The demo site stands in the database, on PostgreSQL loaded here and now."""
    if connection.vendor == "sqlite":
        with demo_site_in_memory():
            yield
    else:
        with standing():
            load_inside_a_test()
            yield


@pytest.fixture(scope="package")
def demo_site(django_db_setup, django_db_blocker):
    """The demo site, loaded once; each test still rolls back its own changes, the end of the folder all of it.

    Pictures are drawn one pixel large: how they are resized is told in tests/images and tests/browser.
    """
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), loaded():
        patch.setattr(
            SiteImage, "generate_rendition_file", lambda *args, **kwargs: ContentFile(SINGLE_PIXEL, name="pixel.webp")
        )
        yield
