"""The admin addresses that are open to members, by name, each with the question that must be answered with yes.

Whatever is not here is closed, also what a later Wagtail adds. `tests/access` holds a verdict for every address.
A question gets (request, producer, the address's own arguments).
"""

from wagtail.models import UploadedFile

from cooperatives.access.belongings import linkable_pages, own_documents, own_drafts, own_images, own_pages, unused
from ocop.core.ids import could_be_an_id


def anyone(request, producer, arguments):
    """Yes: there is nothing of anybody's behind this address, or it shows the person's own alone."""
    return True


def own(queryset, argument):
    """Whether the object that `argument` of the address names is the producer's own."""

    def question(request, producer, arguments):
        return queryset(producer).filter(pk=whole(arguments[argument])).exists()

    return question


def own_unused(queryset, argument):
    """Whether it is the producer's own, and no page shows it: what is public does not vanish without a review."""
    return own(lambda producer: unused(queryset(producer)), argument)


def own_page(argument="page_id"):
    """Whether the page of the address is the producer's, or one of its products'."""
    return own(own_pages, argument)


def own_chosen(queryset):
    """Whether all ids of ?id=…&id=… are the producer's own."""

    def question(request, producer, arguments):
        ids = {whole(value) for value in request.GET.getlist("id")}
        return queryset(producer).filter(pk__in=ids).count() == len(ids)

    return question


def new_product(request, producer, arguments):
    """Whether a product is being written below the producer's own page."""
    kind = (arguments["content_type_app_name"], arguments["content_type_model_name"])
    return kind == ("products", "productpage") and arguments["parent_page_id"] == producer.pk


def any_kind_of_page(request, producer, arguments):
    """Whether the page chooser starts at the root.

    For one kind of page Wagtail starts at the page above all of that kind, and shows its draft title: where one producer
    alone has products, that is this producer's page.
    """
    return request.GET.get("page_type", "").lower() in ("", "wagtailcore.page")


def browsable_parent(request, producer, arguments):
    """Whether the page chooser may open this page."""
    return linkable_pages(producer).filter(pk=arguments["parent_page_id"]).exists()


def own_uploaded(request, producer, arguments):
    """Whether the person has sent this file itself, a moment ago."""
    return UploadedFile.objects.filter(pk=arguments["uploaded_file_id"], uploaded_by_user=request.user).exists()


def own_session(request, producer, arguments):
    """Whether an editing session is about one of the producer's pages."""
    is_page = (arguments["app_label"], arguments["model_name"]) == ("wagtailcore", "page")
    return is_page and own_pages(producer).filter(pk=whole(arguments["object_id"])).exists()


def whole(value):
    """Return `value` as a number that an id may be, or -1, which no id is."""
    return int(value) if could_be_an_id(value) else -1


ALLOWED = {
    # The person's own account and what every screen needs.
    "wagtailadmin_login": anyone,
    "wagtailadmin_logout": anyone,
    "access:account": anyone,
    "access:dismissibles": anyone,
    "wagtailadmin_javascript_catalog": anyone,
    "wagtailadmin_sprite": anyone,
    "wagtailadmin_password_reset": anyone,
    "wagtailadmin_password_reset_done": anyone,
    "wagtailadmin_password_reset_confirm": anyone,
    "wagtailadmin_password_reset_complete": anyone,
    "wagtailadmin_block_preview": anyone,
    # Own pages: write, look, compare, send for review, take back, delete a draft that was never published.
    "wagtailadmin_pages:add": new_product,
    "wagtailadmin_pages:preview_on_add": new_product,
    "wagtailadmin_pages:edit": own_page(),
    "wagtailadmin_pages:preview_on_edit": own_page(),
    "wagtailadmin_pages:view_draft": own_page(),
    "wagtailadmin_pages:delete": own(own_drafts, "page_id"),
    "wagtailadmin_pages:history": own_page(),
    "wagtailadmin_pages:history_results": own_page(),
    "wagtailadmin_pages:revisions_index": own_page(),
    "wagtailadmin_pages:revisions_view": own_page(),
    "wagtailadmin_pages:revisions_revert": own_page(),
    "wagtailadmin_pages:revisions_compare": own_page("pk"),
    "wagtailadmin_pages:workflow_history": own_page(),
    "wagtailadmin_pages:workflow_history_detail": own_page(),
    "wagtailadmin_pages:confirm_workflow_cancellation": own_page(),
    "wagtailadmin_pages:usage": own_page(),  # what another's page is called Wagtail does not tell there
    "textcheck:page": own_page(),
    "textcheck:ignore": own_page(),
    "access:ping": own_session,
    "wagtailadmin_editing_sessions:release": anyone,  # Wagtail takes the person's own sessions alone
    # Links in a text.
    "access:choose_page": any_kind_of_page,  # the pages in it come from `linkable_pages`
    "access:choose_page_child": browsable_parent,
    "access:choose_page_search": anyone,  # likewise
    "wagtailadmin_choose_page_chosen_multiple": own_chosen(linkable_pages),
    "wagtailadmin_choose_page_external_link": anyone,
    "wagtailadmin_choose_page_email_link": anyone,
    "wagtailadmin_choose_page_phone_link": anyone,
    "wagtailadmin_choose_page_anchor_link": anyone,
    # Own pictures.
    "wagtailimages:add": anyone,
    "wagtailimages:add_multiple": anyone,
    "wagtailimages:create_multiple_from_uploaded_image": own_uploaded,
    "wagtailimages:delete_upload_multiple": own_uploaded,
    "wagtailimages:edit_multiple": own(own_images, "image_id"),
    "wagtailimages:delete_multiple": own_unused(own_images, "image_id"),
    "wagtailimages:edit": own(own_images, "image_id"),
    "wagtailimages:delete": own_unused(own_images, "image_id"),
    "wagtailimages:preview": own(own_images, "image_id"),
    "wagtailimages:image_usage": own(own_images, "image_id"),
    "wagtailimages_chooser:choose": anyone,  # the pictures in it come from `own_images`
    "wagtailimages_chooser:choose_results": anyone,  # likewise
    "wagtailimages_chooser:chosen": own(own_images, "pk"),
    "wagtailimages_chooser:chosen_multiple": own_chosen(own_images),
    "wagtailimages_chooser:create": anyone,
    "wagtailimages_chooser:select_format": own(own_images, "image_id"),
    # Own documents.
    "wagtaildocs:add": anyone,
    "wagtaildocs:edit": own(own_documents, "document_id"),
    "wagtaildocs:delete": own_unused(own_documents, "document_id"),
    "wagtaildocs:document_usage": own(own_documents, "document_id"),
    "wagtaildocs_chooser:choose": anyone,  # the documents in it come from `own_documents`
    "wagtaildocs_chooser:choose_results": anyone,  # likewise
    "wagtaildocs_chooser:chosen": own(own_documents, "pk"),
    "wagtaildocs_chooser:chosen_multiple": own_chosen(own_documents),
    "wagtaildocs_chooser:create": anyone,
}
# Without a producer (the membership ended a moment ago, or somebody put the account into a group by hand) only these.
ALLOWED_TO_NOBODYS_MEMBER = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}
# Where Wagtail leads a person who has nothing to do there: home, and the list above an own page.
LEADS_HOME = {
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailadmin_explore",
    "wagtailadmin_pages:add_subpage",
}
