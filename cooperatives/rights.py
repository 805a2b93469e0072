"""Wagtail's rights by name, and how a group gets them."""

from django.contrib.auth.models import Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission

# app.codename, as Django names them
ACCESS_ADMIN = "wagtailadmin.access_admin"
# Wagtail asks for the rights on its own models, whatever model stands in for them.
FILE_RIGHTS = [
    *(f"wagtailimages.{verb}_image" for verb in ("add", "change", "choose")),
    *(f"wagtaildocs.{verb}_document" for verb in ("add", "change", "choose")),
]
# A member writes; an editor publishes.
MEMBER_PAGE_RIGHTS = ["add_page", "change_page"]


def permission(name):
    """Return the `Permission` that "app.codename" names."""
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def grant_pages(group, page, rights):
    """Give `group` the rights (codenames such as "add_page") on `page` and all below it; return how many were missing."""
    return sum(
        GroupPagePermission.objects.get_or_create(
            group=group, page=page, permission=permission(f"wagtailcore.{codename}")
        )[1]
        for codename in rights
    )


def grant_files(group, collection):
    """Let `group` put pictures and documents into `collection` and choose from it; return how many rights were missing."""
    return sum(
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission(name)
        )[1]
        for name in FILE_RIGHTS
    )
