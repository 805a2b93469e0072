"""Groups and their rights: editors, officers, and one group per producer."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Workflow

EDITORS = "Editors"
OFFICERS = "Officers"

# app.codename, as Django names them
ACCESS_ADMIN = "wagtailadmin.access_admin"
EDITOR_RIGHTS = [
    ACCESS_ADMIN,
    "home.change_sitesettings",
    "products.add_crop",
    "products.change_crop",
    "products.view_crop",
]
OFFICER_RIGHTS = [
    ACCESS_ADMIN,
    *(
        f"products.{verb}_{model}"
        for model in ("certificate", "offer", "pricetier", "supplymonth")
        for verb in ("add", "change", "delete", "view")
    ),
    *(
        f"{app}.{verb}_{model}"
        for app, model in (
            ("products", "sector"),
            ("products", "productset"),
            ("products", "crop"),
            ("cooperatives", "commune"),
            ("cooperatives", "standard"),
            ("cooperatives", "contactconfirmation"),
        )
        for verb in ("add", "change", "view")
    ),
]
# Wagtail asks for the rights on its own models, whatever model stands in for them.
FILE_RIGHTS = [
    *(f"wagtailimages.{verb}_image" for verb in ("add", "change", "choose")),
    *(f"wagtaildocs.{verb}_document" for verb in ("add", "change", "choose")),
]
EDITOR_PAGE_RIGHTS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
MEMBER_PAGE_RIGHTS = ["add_page", "change_page"]


def permission(name):
    """Return the `Permission` that "app.codename" names."""
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def prepare_groups(home):
    """Make the groups of editors and officers; rights that people took away or added later stay as they are."""
    made = prepare_editors(home)
    officers, new = Group.objects.get_or_create(name=OFFICERS)
    if new:
        officers.permissions.set([permission(name) for name in OFFICER_RIGHTS])
        grant_files(officers, Collection.get_first_root_node())
    return made + new


def prepare_editors(home):
    """Give Wagtail's own group Editors the tree below `home`, all files, and the approval of co-ops' drafts."""
    editors, __ = Group.objects.get_or_create(name=EDITORS)
    if GroupPagePermission.objects.filter(group=editors, page=home).exists():
        return 0
    GroupPagePermission.objects.filter(group=editors).delete()
    grant_pages(editors, home, EDITOR_PAGE_RIGHTS)
    grant_files(editors, Collection.get_first_root_node())
    editors.permissions.add(*[permission(name) for name in EDITOR_RIGHTS])
    # The house has editors and no moderators: what a co-op sends for review goes to the editors.
    for task in GroupApprovalTask.objects.filter(groups__name="Moderators"):
        task.groups.set([editors])
        task.name = "Biên tập viên duyệt"
        task.save()
    Workflow.objects.filter(name="Moderators approval").update(name="Duyệt trước khi đăng")
    Group.objects.filter(name="Moderators", user=None).delete()
    return 1


def member_group(producer):
    """Return the group of one producer's members, made with its rights where it is missing.

    Members write and edit their producer's page and the products below it, and put files into a collection of their
    own; an editor publishes.
    """
    right = GroupPagePermission.objects.filter(page=producer, permission__codename="change_page").first()
    if right:
        return right.group
    name = f"Chủ thể: {producer.title}"[:150]
    group, __ = Group.objects.get_or_create(name=name)
    group.permissions.add(permission(ACCESS_ADMIN))
    grant_pages(group, producer, MEMBER_PAGE_RIGHTS)
    collection = Collection.objects.filter(name=name).first()
    grant_files(group, collection or Collection.get_first_root_node().add_child(name=name))
    return group


def grant_pages(group, page, rights):
    """Give `group` the rights (codenames such as "add_page") on `page` and all below it."""
    for codename in rights:
        GroupPagePermission.objects.get_or_create(
            group=group, page=page, permission=permission(f"wagtailcore.{codename}")
        )


def grant_files(group, collection):
    """Let `group` put pictures and documents into `collection` and choose from it."""
    for name in FILE_RIGHTS:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission(name))
