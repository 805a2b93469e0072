"""A developer's machine and the embedded demo: SQLite and files under `var/`, e-mail to the console."""

from .base import *  # noqa: F403
from .base import MIDDLEWARE, POSTGRES_OPTIONS, ROOT, VAR_DIR, env

VAR_DIR.mkdir(exist_ok=True)

DEBUG = env.bool("DEBUG", default=True)
ALLOWED_HOSTS = ["*"]
MIDDLEWARE = [*MIDDLEWARE, "ocop.core.middleware.OwnNotFoundMiddleware"]
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{env.int('PORT', default=8000)}"


def _local_secret() -> str:
    """A secret of this checkout's own, made once, so that no published key ever signs a session."""
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.write_text(get_random_secret_key(), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


SECRET_KEY = _local_secret()

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{ROOT / 'var' / 'db.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456; PRAGMA cache_size=-32000;"
        ),
        "timeout": 20,
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = POSTGRES_OPTIONS

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL := env.str("REDIS_URL", default=""):  # visits are then counted there too
    CACHES["default"] = {
        "BACKEND": "ocop.core.redis_cache.CacheOrNothing",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.str("CACHE_KEY_PREFIX", default="ocop-dev"),
    }
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
