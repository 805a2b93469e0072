"""The site's addresses and, in front of them, its uploads: in production nginx or the object store hands those out."""

from pathlib import Path

from django.conf import settings
from django.urls import re_path
from django.views.static import serve

from .urls import *  # noqa: F403
from .urls import urlpatterns as site_urlpatterns


def media(request, path):
    """Serves a picture's size with the caching that docs/deploy.md gives to nginx."""
    response = serve(request, path, document_root=Path(settings.MEDIA_ROOT) / "images")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


urlpatterns = [re_path(r"^media/images/(?P<path>.+)$", media), *site_urlpatterns]
