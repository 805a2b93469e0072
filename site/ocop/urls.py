"""Addresses: Vietnamese at the root, the same tree with an English interface under /en/."""

from pathlib import Path

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from cooperatives.joining import urls as joining_urls
from cooperatives.joining.signing_in import to_the_door
from home import views
from home.banners.views import follow
from home.visits import views as visits
from home.visits.stall import views_screen
from news.videos.serving import film
from ocop.core import page_password
from ocop.documents.serving import serve as serve_document

handler400 = "home.views.bad_request"
handler403 = "home.views.forbidden"
handler404 = "home.views.not_found"
handler500 = "home.views.server_error"

urlpatterns = [
    path("quan-tri/", include("cooperatives.access.urls")),  # in front of Wagtail's screens of the same address
    path("quan-tri/login/", to_the_door),  # in front of Wagtail's own
    path("quan-tri/", include(wagtailadmin_urls)),
    path(  # in front of Wagtail's, too
        "tai-lieu/authenticate_with_password/<int:restriction_id>/",
        page_password.collection,
        name="collection_password",
    ),
    re_path(r"^tai-lieu/(\d+)/(.*)$", serve_document, name="wagtaildocs_serve"),  # and here
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("gian-hang/", include(joining_urls.stall)),
    path("gian-hang/", include("cooperatives.stall.urls")),
    path("gian-hang/luot-xem/", views_screen, name="stall_visits"),
    path("gian-hang/san-pham/", include("products.stall.urls")),
    path("luot-xem/", visits.views, name="visits"),
    path("", include("trade.urls")),
    path("phim/<slug:token>.<slug:kind>", film, name="film"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"wagtail": views.PublicSitemap}}, name="sitemap"),
    path("favicon.ico", views.favicon, name="favicon"),
]

if settings.DEBUG:
    from django.views.static import serve

    # The sizes made for pages, and no original: the folder is the root, so that no "../" leads out of it.
    sizes = {"document_root": Path(settings.MEDIA_ROOT) / "images"}
    urlpatterns += [re_path(r"^media/images/(?P<path>.*)$", serve, sizes)]

urlpatterns += i18n_patterns(
    path("", include(joining_urls.public)),
    path("b/<int:pk>/", follow, name="signpost"),
    path("tim-kiem/", views.search, name="search"),
    path("tim-kiem/goi-y/", views.suggestions, name="suggestions"),
    path("huong-dan/", views.guides, name="guides"),
    path("huong-dan/anh/<str:name>", views.guide_picture, name="guide_picture"),
    path("huong-dan/<slug:slug>/", views.guide, name="guide"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        page_password.page,
        name="page_password",
    ),
    path("_util/login/", to_the_door),  # Wagtail's own door for private pages counts no wrong passwords
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
