"""What is behind each address: decided by hand, name by name. A name that is missing here fails the test.

"own" opens for one's own things alone, "free" shows nothing of anybody's, "home" leads to the stall, "closed" is refused,
"shadowed" is an address of Wagtail's where a screen of ours stands in front.
"""

FREE = {
    "access:account", "wagtailadmin_login", "wagtailadmin_logout", "access:dismissibles",
    "wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
    "wagtailadmin_block_preview", "wagtailadmin_editing_sessions:release", "access:choose_page",
    "access:choose_page_search", "wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link", "wagtailadmin_choose_page_anchor_link", "wagtailimages:add",
    "wagtailimages:add_multiple", "wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:create", "wagtaildocs:add", "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results", "wagtaildocs_chooser:create",
}  # fmt: skip
OWN = {
    *(
        f"wagtailadmin_pages:{name}"
        for name in (
            "add", "preview_on_add", "edit", "preview_on_edit", "view_draft", "delete", "history", "history_results",
            "revisions_index", "revisions_view", "revisions_revert", "revisions_compare", "workflow_history",
            "workflow_history_detail", "confirm_workflow_cancellation", "usage",
        )
    ),
    "textcheck:page", "textcheck:ignore",
    "access:ping", "access:choose_page_child", "wagtailadmin_choose_page_chosen_multiple",
    "wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:delete_upload_multiple",
    "wagtailimages:edit_multiple", "wagtailimages:delete_multiple", "wagtailimages:edit", "wagtailimages:delete",
    "wagtailimages:preview", "wagtailimages_chooser:chosen", "wagtailimages_chooser:chosen_multiple",
    "wagtailimages_chooser:select_format", "wagtaildocs:edit", "wagtaildocs:delete", "wagtaildocs_chooser:chosen",
    "wagtaildocs_chooser:chosen_multiple", "wagtailimages:image_usage", "wagtaildocs:document_usage",
}  # fmt: skip
HOME = {"wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailadmin_pages:add_subpage"}
SHADOWED = {
    "wagtailadmin_account": "access:account",
    "wagtailadmin_editing_sessions:ping": "access:ping",
    "wagtailadmin_dismissibles": "access:dismissibles",
    "wagtailadmin_choose_page": "access:choose_page",
    "wagtailadmin_choose_page_child": "access:choose_page_child",
    "wagtailadmin_choose_page_search": "access:choose_page_search",
    "wagtailadmin_reports:aging_pages": "access:aging_pages",
    "wagtailadmin_reports:aging_pages_results": "access:aging_pages_results",
}
# Closed: whole families whose names begin so, and single ones.
CLOSED_FAMILIES = (
    "wagtailadmin_api:", "wagtailadmin_collections:", "wagtailadmin_workflows:", "wagtailadmin_reports:", "review:",
    "producers:", "products:",
    "wagtailredirects:", "wagtailsettings:", "wagtailembeds:", "wagtailsnippets:", "certificates:", "offers:",
    "sector:", "productset:", "crop:", "standard:", "commune:", "contactconfirmation:", "wagtailsites:",
    "wagtailusers_users:", "wagtailusers_groups:", "people:", "stall_requests:", "visits:", "banners:",
    "library_documents:",
    "taught_words:",
    "videos:", "video_files:", "video_file_chooser:",
    "stories:",
    "articles:", "news_categories:", "news_authors:", "statistics:",
)  # fmt: skip
CLOSED = {
    "access:aging_pages", "access:aging_pages_results", "textcheck:report", "textcheck:teach", "textcheck:unteach",
    *(
        f"wagtailadmin_pages:{name}"
        for name in (
            "type_use", "type_use_results", "choose_parent", "unpublish", "convert_alias", "search",
            "search_results", "move", "move_confirm", "set_page_position", "copy", "workflow_preview", "set_privacy",
            "lock", "unlock", "revisions_unschedule", "workflow_action", "collect_workflow_action_data",
        )
    ),
    "wagtailadmin_error_test", "wagtailadmin_explore_results", "wagtail_bulk_action", "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete", "wagtaildocs:index", "wagtaildocs:index_results", "wagtaildocs:add_multiple",
    "wagtaildocs:edit_multiple", "wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_multiple",
    "wagtaildocs:delete_upload_multiple", "wagtailimages:index", "wagtailimages:index_results",
    "wagtailimages:url_generator", "wagtailimages:url_generator_output",
}  # fmt: skip
# Wagtail's answer to addresses that do not exist.
WITHOUT_NAME = {"?"}

# Below /gian-hang/ and /tai-lieu/: screens whose address names a thing, and screens that name nothing.
OUTSIDE_OWN = {
    "stall:undo", "stall:send_page", "stall:take_page_back", "stall:drop_draft", "stall:bring_draft_back",
    "stall_products:product", "stall_products:price", "stall_products:months", "stall_products:stock",
    "stall_products:confirm", "stall:photo", "stall:photo_delete", "stall:photo_send_page",
    "stall:photo_take_page_back", "members:lead", "members:end", "members:resend", "members:revoke", "wagtaildocs_serve",
}  # fmt: skip
# Whoever has the link has what it is for; that it cannot be guessed, and works once, is the invitations' own test.
OUTSIDE_BY_TOKEN = {"invitation:open"}
# The password of a private collection: there is none here, and it names no producer.
OUTSIDE_UNUSED = {"wagtaildocs_authenticate_with_password", "collection_password"}


def verdict(name):
    """Return the verdict on an address of the admin; None for a name nobody has judged."""
    kinds = {"free": FREE, "own": OWN, "home": HOME, "shadowed": SHADOWED, "closed": CLOSED | WITHOUT_NAME}
    for kind, names in kinds.items():
        if name in names:
            return kind
    return "closed" if name.startswith(CLOSED_FAMILIES) else None
