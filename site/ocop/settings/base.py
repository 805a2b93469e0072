"""What every environment shares. `dev`, `test` and `production` each import this and add what differs."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
SITE_DIR = ROOT / "site"
VAR_DIR = ROOT / "var"

env = environ.Env()

# --- Applications: later apps never import earlier ones -------------------------------------------------------------

INSTALLED_APPS = [
    "home",
    "news",
    "trade",
    "products",
    "cooperatives",
    "ocop.images",
    "ocop.documents",
    "ocop.textcheck",
    "ocop.core",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ocop.core.middleware.AdminContentSecurityPolicyMiddleware",
    "ocop.core.middleware.FramesContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ocop.core.middleware.RefuseNulBytesMiddleware",
    "ocop.core.middleware.RefuseImpossibleIdsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "home.sites.KeptSiteMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "ocop.core.middleware.RefuseForgedFormsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cooperatives.drafts.signing_out.ForgetOnSigningOutMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cooperatives.access.door.MemberDoorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cooperatives.drafts.turns.OneSaveAtATimeMiddleware",
]

ROOT_URLCONF = "ocop.urls"
WSGI_APPLICATION = "ocop.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "home.context_processors.site_frame",
            ],
            "builtins": ["ocop.core.templatetags.ocop"],
        },
    },
]

# --- PostgreSQL: a card joins nine tables, and weighing every order of joining them took five times as long as reading them.

POSTGRES_OPTIONS = "-c join_collapse_limit=4"

# --- Language: Vietnamese at the root, an English interface under /en/ -----------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [SITE_DIR / "locale", SITE_DIR / "locale_wagtail"]  # the first wins: our own words before Wagtail's
FORMAT_MODULE_PATH = ["ocop.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

# --- Accounts --------------------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["cooperatives.joining.backend.NameOrEmailBackend"]
# One door for everybody: members, the house, private pages, the admin.
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
# The header in which the proxy says where a request comes from; wrong passwords are counted by it. Empty: nobody stands
# between, and the connection itself says it.
OCOP_ADDRESS_HEADER = ""

# --- Mail ------------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = "OCOP Mai Sơn <khong-tra-loi@localhost>"

# --- Security: public pages run no inline script or style and load nothing from elsewhere ----------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
# The Wagtail admin still carries a few inline scripts and styles of its own; only its pages are allowed them.
ADMIN_CONTENT_SECURITY_POLICY_EXTRA = {
    "script-src": ["'unsafe-inline'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["blob:"],
    "media-src": ["'self'", "blob:"],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "home.views.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a page with many stream blocks posts thousands of fields

# --- Wagtail ---------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "OCOP Mai Sơn"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no page of ours calls a third party
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # ours: cooperatives.joining.signing_in
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "registration/page_password.html"  # noqa: S105
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = WAGTAIL_PASSWORD_REQUIRED_TEMPLATE
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]  # one: nobody here is asked for theirs
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # whoever sits down at a signed-in phone must not take the account over
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # what waits goes to the editors
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "ocop.core.rich_text.TidyRichTextArea"}}
WAGTAIL_AUTOSAVE_INTERVAL = 2000  # ms after the last key; each time the whole form goes over a phone's line
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "ocop.core.search.backend"}}

# --- Uploads: decoded, checked and written anew; see ocop.images.forms and ocop.documents.forms -----------------------

FILE_UPLOAD_HANDLERS = [
    "ocop.core.uploads.LargeUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
OCOP_MAX_REQUEST_SIZE = 500 * 1024 * 1024  # bytes; a larger request is refused before it is read
WAGTAILIMAGES_IMAGE_MODEL = "images.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cooperatives.access.files.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "documents.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cooperatives.access.files.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = []
# Films: checked and written anew too; see news.videos.films. Their forms alone take files of that size.
OCOP_VIDEO_MAX_UPLOAD_SIZE = env.int("OCOP_VIDEO_MAX_MB", default=200) * 1024 * 1024
OCOP_VIDEO_MAX_MINUTES = env.int("OCOP_VIDEO_MAX_MINUTES", default=60)
LARGE_UPLOADS = {
    "video_files:add": OCOP_VIDEO_MAX_UPLOAD_SIZE,
    "video_file_chooser:create": OCOP_VIDEO_MAX_UPLOAD_SIZE,
}
# Where the proxy hands out films from our folder itself (X-Accel-Redirect); empty: the site hands them out.
OCOP_FILM_ACCEL = ""
WAGTAILEMBEDS_FINDERS = []  # video arrives by our own blocks, never by calling a provider

# --- This site -------------------------------------------------------------------------------------------------------

# "Dữ liệu minh hoạ" on every page, and crawlers kept out; switch off with OCOP_DEMO_MARK=false.
OCOP_DEMO_MARK = env.bool("OCOP_DEMO_MARK", default=True)
# The map on the producers' page: any XYZ tile server of one's own. Empty: the list alone serves.
OCOP_MAP_TILE_URL = env.str("OCOP_MAP_TILE_URL", default="")
if OCOP_MAP_TILE_URL:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(
        "{0.scheme}://{0.netloc}".format(urlsplit(OCOP_MAP_TILE_URL))
    )
OCOP_MAP_ATTRIBUTION = env.str("OCOP_MAP_ATTRIBUTION", default="© OpenStreetMap")
# Living facts (price, supply, contact) older than this many days are flagged and sink in listings.
OCOP_STALE_AFTER_DAYS = env.int("OCOP_STALE_AFTER_DAYS", default=90)
# So many days before that, the producer gets a polite e-mail.
OCOP_REMIND_BEFORE_DAYS = env.int("OCOP_REMIND_BEFORE_DAYS", default=14)
# The link in an invitation works for this many days.
OCOP_INVITATION_DAYS = env.int("OCOP_INVITATION_DAYS", default=14)
# A declined request for a stall, and an invitation that nobody took up, are deleted after so many days.
OCOP_FORGET_AFTER_DAYS = env.int("OCOP_FORGET_AFTER_DAYS", default=180)
# `load_demo` invents producers and certificates; production.py switches it off.
OCOP_ALLOW_DEMO = True
# A certificate whose last day comes within so many days stands on the officers' desk; renewals are filed from then on.
OCOP_CERTIFICATE_SOON_DAYS = env.int("OCOP_CERTIFICATE_SOON_DAYS", default=180)
# Views of pages are kept by day for so long; older ones by month.
OCOP_VISIT_DAYS = env.int("OCOP_VISIT_DAYS", default=100)
