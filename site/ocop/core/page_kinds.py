"""Listings of all pages of one kind in the admin, for those alone who may write such pages somewhere."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

WRITING = ["add", "change", "publish"]


def may_write(user, model):
    """Whether `user` may change a page of this kind, or add one below a page that takes it."""
    kinds = [model, *model.allowed_parent_page_models()]
    return PagePermissionPolicy().instances_user_has_any_permission_for(user, WRITING).type(*kinds).exists()


class PageKindMenuItem(MenuItem):
    """The way to a listing, for who may write there."""

    model = Page

    def is_shown(self, request):
        return may_write(request.user, self.model)


class PageKindListing(PageListingViewSet):
    """A listing that others neither see in the menu nor may open: to them it would be empty, and lead nowhere."""

    @property
    def menu_item_class(self):
        return type(f"{type(self).__name__}MenuItem", (PageKindMenuItem,), {"model": self.model})

    def construct_view(self, view_class, **kwargs):
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may_write(request.user, self.model):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded
