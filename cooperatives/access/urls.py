"""Addresses of the admin where our screen stands in front of Wagtail's; its names still lead here."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cooperatives.access import screens
from ocop.core import choosing

app_name = "access"

urlpatterns = [
    path("account/", screens.AccountView.as_view(), name="account"),
    path("dismissibles/", screens.DismissiblesView.as_view(), name="dismissibles"),
    path(
        "editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>/<int:session_id>/",
        screens.ping,
        name="ping",
    ),
    path("choose-page/", choosing.BrowseView.as_view(), name="choose_page"),
    path("choose-page/<int:parent_page_id>/", choosing.BrowseView.as_view(), name="choose_page_child"),
    path("choose-page/search/", choosing.SearchView.as_view(), name="choose_page_search"),
    path("reports/aging-pages/", screens.AgingPagesByNameView.as_view(), name="aging_pages"),
    path(
        "reports/aging-pages/results/",
        screens.AgingPagesByNameView.as_view(results_only=True),
        name="aging_pages_results",
    ),
]
urlpatterns = decorate_urlpatterns(decorate_urlpatterns(urlpatterns, require_admin_access), never_cache)
