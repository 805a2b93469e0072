"""Groups and their rights: editors and officers. A producer's own group comes with its stall (`cooperatives.onboarding`)."""

from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupApprovalTask, GroupPagePermission, Workflow

from cooperatives.rights import ACCESS_ADMIN, grant_files, grant_pages, permission
from news.models import LibraryPage

EDITORS = "Editors"
OFFICERS = "Officers"

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
# Came with the stalls: a site that is older than they gets them too.
ONBOARDING_RIGHTS = [
    "cooperatives.view_stallrequest",
    "cooperatives.change_stallrequest",
    "cooperatives.view_membership",
    "cooperatives.change_membership",
]
# Came with the visit counter.
VISIT_RIGHTS = ["home.view_pagevisits"]
# Came with the text check.
TEXT_CHECK_RIGHTS = [
    *(f"textcheck.{verb}_taughtword" for verb in ("add", "change", "delete", "view")),
    "textcheck.view_pagecheck",
]
# Came with the videos.
FILM_RIGHTS = [f"news.{verb}_videofile" for verb in ("add", "change", "delete", "view")]
# Came with the statistics.
STATISTICS_RIGHTS = [f"cooperatives.{verb}_statisticreport" for verb in ("add", "change", "delete", "view")]
# Came with the newsroom.
NEWSROOM_RIGHTS = [
    f"news.{verb}_{model}" for model in ("author", "category") for verb in ("add", "change", "delete", "view")
]
# Came with the banners.
BANNER_RIGHTS = [f"home.{verb}_banner" for verb in ("add", "change", "delete", "view")]
EDITOR_PAGE_RIGHTS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]


def prepare_groups(home):
    """Make the groups of editors and officers; rights that people took away or added later stay as they are."""
    made = prepare_editors(home)
    officers, new = Group.objects.get_or_create(name=OFFICERS)
    if new:
        officers.permissions.set([permission(name) for name in OFFICER_RIGHTS])
        grant_files(officers, Collection.get_first_root_node())
    prepare_onboarding(officers)
    prepare_library(officers)
    editors = Group.objects.get(name=EDITORS)
    for rights in (VISIT_RIGHTS, BANNER_RIGHTS, TEXT_CHECK_RIGHTS, FILM_RIGHTS, NEWSROOM_RIGHTS):
        grant_new(editors, rights)
    return made + new


def prepare_onboarding(officers):
    """Give officers the rights on requests and members, and on published statistics."""
    grant_new(officers, ONBOARDING_RIGHTS)
    grant_new(officers, STATISTICS_RIGHTS)


def grant_new(group, names):
    """Give `group` rights that came with a part of the site, all of them, unless it holds some: then people chose."""
    rights = [permission(name) for name in names]
    if not group.permissions.filter(pk__in=[right.pk for right in rights]).exists():
        group.permissions.add(*rights)


def prepare_library(officers):
    """Let officers keep the document library, unless they hold some right on it: then people chose."""
    library = LibraryPage.objects.first()
    if library and not GroupPagePermission.objects.filter(group=officers, page=library).exists():
        grant_pages(officers, library, EDITOR_PAGE_RIGHTS)


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
