"""Production: everything from the environment, any number of stateless processes. docs/deploy.md explains each variable."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import CONTENT_SECURITY_POLICY, POSTGRES_OPTIONS, ROOT, env

# --- What must be said: all that is missing is named at once, and nothing starts half configured ---------------------

REQUIRED = ["SECRET_KEY", "SITE_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"]
# Pictures and documents: an S3-compatible store, or one folder where a single machine serves.
REQUIRED_FOR_S3 = ["S3_BUCKET", "S3_ENDPOINT_URL", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY", "S3_PUBLIC_URL"]

_media_in_folder = bool(os.environ.get("MEDIA_ROOT"))
_missing = [name for name in REQUIRED if not os.environ.get(name)]
if not _media_in_folder:
    _missing += [name for name in REQUIRED_FOR_S3 if not os.environ.get(name)]
if _missing:
    _hint = "" if _media_in_folder else " (on a single machine MEDIA_ROOT stands for the S3 variables)"
    raise ImproperlyConfigured(f"Missing environment variables: {', '.join(_missing)}{_hint}. See docs/deploy.md.")


def _origin(url: str) -> str:
    """Returns scheme and host of an address; the browser's name for who serves it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


# --- Addresses -------------------------------------------------------------------------------------------------------

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list(
    "SECRET_KEY_FALLBACKS", default=[]
)  # the old key, while sessions signed by it still live

SITE_URL = env.str("SITE_URL").rstrip("/")
if urlsplit(SITE_URL).scheme != "https" or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured("SITE_URL must be the public address, such as https://ocop.example.vn")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[_origin(SITE_URL)])
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default=SITE_URL)

OCOP_ALLOW_DEMO = False  # invented producers and certificates never stand beside real ones

# --- Data ------------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL")}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database: postgres://user:password@host/name")
# Each process keeps its connections open in a pool; Django asks for CONN_MAX_AGE 0 beside it.
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": env.int("DATABASE_POOL_SIZE", default=4),  # at least the threads of one gunicorn worker
    "timeout": 10,
}
DATABASES["default"]["OPTIONS"]["options"] = POSTGRES_OPTIONS
DATABASES["default"]["CONN_MAX_AGE"] = 0

_redis = {
    "LOCATION": env.str("REDIS_URL"),
    "KEY_PREFIX": env.str("CACHE_KEY_PREFIX", default="ocop"),
    "OPTIONS": {"socket_connect_timeout": 3, "socket_timeout": 3},
}
# While Redis is away pages are drawn without it, and tries (wrong passwords) are counted by each process for itself.
# Sessions are none of its business: one that ended meanwhile would live again.
CACHES = {
    "default": {"BACKEND": "ocop.core.redis_cache.CacheOrNothing", **_redis},
    "tries": {"BACKEND": "ocop.core.redis_cache.CacheOrMemory", **_redis},
}

# --- Files: static ones by name and content hash from the processes themselves, uploads from the object store ---------

STATIC_ROOT = env.str("STATIC_ROOT", default=str(ROOT / "var" / "static"))
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

# Films: the proxy may hand them out itself (docs/deploy.md); from the store they come by addresses signed for an hour.
OCOP_FILM_ACCEL = env.str("OCOP_FILM_ACCEL", default="") if _media_in_folder else ""

if _media_in_folder:
    MEDIA_ROOT = env.str("MEDIA_ROOT")
    STORAGES["default"] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
else:
    _public = urlsplit(env.str("S3_PUBLIC_URL"))
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("S3_BUCKET"),
            "endpoint_url": env.str("S3_ENDPOINT_URL"),
            "region_name": env.str("S3_REGION", default="us-east-1"),
            "access_key": env.str("S3_ACCESS_KEY_ID"),
            "secret_key": env.str("S3_SECRET_ACCESS_KEY"),
            "addressing_style": "path",
            "signature_version": "s3v4",
            # Addresses without a signature: pages that hold them can be cached, and so can the pictures.
            "querystring_auth": False,
            "custom_domain": f"{_public.netloc}{_public.path.rstrip('/')}",
            "url_protocol": f"{_public.scheme}:",
            "file_overwrite": False,
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
    }
    STORAGES["films"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            **STORAGES["default"]["OPTIONS"],
            "custom_domain": None,
            "querystring_auth": True,
            "querystring_expire": 3600,
            "object_parameters": {"CacheControl": "private, max-age=3600"},
        },
    }
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["media-src"].append(_origin(env.str("S3_ENDPOINT_URL")))
    MEDIA_URL = env.str("S3_PUBLIC_URL").rstrip("/") + "/"
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(_origin(MEDIA_URL))

# --- Transport: https everywhere; the proxy says how the visitor came ------------------------------------------------

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without the proxy
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
X_FRAME_OPTIONS = "DENY"  # Wagtail answers SAMEORIGIN by itself where its preview panel frames a page
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

# The proxy sets it anew on every request; docs/deploy.md.
OCOP_ADDRESS_HEADER = env.str("OCOP_ADDRESS_HEADER", default="X-Real-IP")

# --- Mail ------------------------------------------------------------------------------------------------------------

_mail = env.email_url("EMAIL_URL")
if _mail["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    _mail["EMAIL_BACKEND"] = "ocop.core.mail.EmailBackend"  # a dead mail server stops nobody's work
globals().update(_mail)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL")

# --- The demo invents producers and certificates: it never loads on a real site ------------------------------------------

OCOP_ALLOW_DEMO = False
OCOP_DEMO_MARK = env.bool("OCOP_DEMO_MARK", default=False)

# --- Logs: to stdout, without addresses, query strings or form values; errors are not mailed, for mails carry them ----

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"secrets": {"()": "ocop.core.logs.MaskSecrets"}},  # links of invitations and of new passwords
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
            "filters": ["secrets"],
        }
    },
    "root": {"handlers": ["stdout"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["stdout"], "level": "INFO", "propagate": False},
        # "Not Found: /path" for every stray address says nothing to an operator.
        "django_tasks": {"handlers": ["stdout"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["stdout"], "level": "ERROR", "propagate": False},
    },
}
