"""What a video tells search engines about itself."""

from news.videos.duration import iso_duration
from ocop.core.structured_data import absolute, picture_url, without_empty


def video_object(video, request):
    """Describe a video: by the file's own address where it is kept here, by the player's where it is at YouTube."""
    outside = video.at_youtube
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "VideoObject",
            "name": video.title,
            "description": video.summary,
            "thumbnailUrl": picture_url(video.main_image, request),
            "uploadDate": video.date.isoformat(),
            "duration": iso_duration(video.seconds) if video.seconds else None,
            "contentUrl": absolute(request, video.film.url) if video.film else None,
            "embedUrl": outside.embed_url if outside else None,
            "transcript": video.transcript,
            "inLanguage": "vi",
            "url": absolute(request, video.get_url(request)),
        }
    )
