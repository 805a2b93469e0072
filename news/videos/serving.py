"""Hands out films and captions, and only those that a published page plays."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from news.models import VideoFile, VideoPage
from news.videos.films import CONTENT_TYPES
from ocop.core.ranges import ranged_response

CAPTIONS = "vtt"


@require_safe
def film(request, token, kind):
    """A film, or its captions, to whoever may see a page that plays it."""
    video = get_object_or_404(VideoFile, token=token)
    if kind not in (video.kind, CAPTIONS) or (kind == CAPTIONS and not video.captions):
        raise Http404
    if not may_watch(request, video):
        raise Http404
    response = captions(video) if kind == CAPTIONS else pictures(request, video)
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    return response


def may_watch(request, video):
    """Whether a published page plays the film, or the visitor may change it."""
    if VideoPage.objects.browsable().filter(film=video).exists():
        return True
    return request.user.is_authenticated and request.user.has_perm("news.change_videofile")


def captions(video):
    """The captions as they were checked."""
    return HttpResponse(video.captions, content_type="text/vtt; charset=utf-8")


def pictures(request, video):
    """The film itself: from the proxy where it reads our folder, from the store's signed address, else from here."""
    storage, name = video.file.storage, video.file.name
    content_type = CONTENT_TYPES[video.kind]
    try:
        storage.path(name)
    except NotImplementedError:
        return HttpResponseRedirect(storage.url(name))
    if settings.OCOP_FILM_ACCEL:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = settings.OCOP_FILM_ACCEL.rstrip("/") + "/" + name
        return response
    if not storage.exists(name):
        raise Http404
    return ranged_response(request, lambda: storage.open(name), storage.size(name), content_type)
