"""Every address that the resolver knows, and how its places are filled with one producer's things."""

import re

from django.urls import get_resolver

OUTSIDE = ("gian-hang/", "tai-lieu/")


def addresses(*prefixes):
    """Return {name: [pattern, …]} of every address below the admin, or below `prefixes`."""
    found = {}

    def walk(patterns, prefix, namespace):
        for item in patterns:
            path = prefix + str(item.pattern)
            if hasattr(item, "url_patterns"):
                walk(item.url_patterns, path, ":".join(filter(None, [namespace, item.namespace])))
            elif path.startswith(prefixes or ("quan-tri/",)):
                found.setdefault(":".join(filter(None, [namespace, item.name or "?"])), []).append(path)

    walk(get_resolver().url_patterns, "", "")
    return found


def pk_of(name, side):
    """Return the number that `pk` stands for behind this name."""
    family, __, action = name.rpartition(":")
    if family == "wagtailadmin_workflows":
        return side.task_state.task_id if "task" in action else side.task_state.workflow_state.workflow_id
    if family in ("people", "members"):
        return (side.invitation if action in ("resend", "revoke") else side.colleague.memberships.get()).pk
    if action in ("send_page", "take_page_back", "drop_draft", "bring_draft_back"):
        return side.product.pk
    if action.startswith("photo"):
        return (side.product if "page" in action else side.image).pk
    kinds = {
        "wagtailadmin_collections": side.collection, "certificates": side.certificate, "offers": side.offer,
        "wagtailusers_users": side.user, "wagtailusers_groups": side.group, "wagtaildocs_chooser": side.document,
        "wagtailadmin_api:documents": side.document, "wagtailimages_chooser": side.image,
        "wagtailadmin_api:images": side.image, "contactconfirmation": side.confirmation, "standard": side.standard,
        "sector": side.product.product_set.sector, "productset": side.product.product_set, "crop": side.product.crop,
        "commune": side.producer.commune, "wagtailsites": side.site, "wagtailsettings": side.site,
        "banners": side.banner, "stall": side.change, "stall_requests": side.request,
    }  # fmt: skip
    return kinds.get(family, side.product).pk


def labels_of(name):
    """Return (app, model) that an address names by words."""
    if name in ("wagtail_bulk_action", "access:ping"):
        return "wagtailcore", "page"
    return {
        "wagtailsettings:edit": ("home", "sitesettings"),
        "wagtailsettings:preview_on_edit": ("home", "sitesettings"),
        "wagtailadmin_tag_model_autocomplete": ("taggit", "tag"),
        "wagtailadmin_workflows:add_task": ("wagtailcore", "groupapprovaltask"),
    }.get(name, ("products", "productpage"))


def arguments(pattern, name, side, **others):
    """Return the address of a pattern with this side's things in every place; `others` take the place of some."""
    upload = side.document_upload if "docs" in name else side.image_upload
    app, model = labels_of(name)
    things = {
        "page_id": side.product.pk, "producer_id": side.producer.pk, "parent_page_id": side.producer.pk,
        "page_to_move_id": side.product.pk,
        "destination_id": side.producer.pk, "page_pk": side.product.pk, "image_id": side.image.pk,
        "workflow_pk": side.task_state.workflow_state.workflow_id, "document_id": side.document.pk,
        "doc_id": side.document.pk, "uploaded_file_id": upload.pk, "collection_id": side.collection.pk,
        "revision_id": side.revision.pk, "task_state_id": side.task_state.pk, "state_id": side.task_state.pk,
        "task_id": side.task_state.task_id, "workflow_state_id": side.task_state.workflow_state_id,
        "session_id": side.session.pk, "object_id": side.product.pk, "redirect_id": side.redirect.pk,
        "restriction_id": 1, "revision_id_a": "live", "revision_id_b": side.revision.pk,
        "action_name": "approve" if "workflow" in name else "delete", "filter_spec": "max-165x165",
        "content_type_app_name": "products", "content_type_model_name": "productpage", "action": "delete",
        "uidb64": "MQ", "token": "x-y", "app_label": app, "app_name": app, "model_name": model,
        "pk": pk_of(name, side), **others,
    }  # fmt: skip
    if name == "wagtaildocs_serve":
        return side.document.url
    path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", pattern).replace("^", "").replace("$", "")
    path = path.replace("\\.", ".").replace("\\d+", "1")
    missing = [place for place in re.findall(r"<(?:\w+:)?(\w+)>", path) if place not in things]
    assert not missing, f"{name}: {missing}"
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(things[found[1]]), path)


def query(name, side):
    """Return what is asked behind an address: searches for the secrets, ids where lists of ids are taken."""
    if name == "wagtail_bulk_action":
        return f"?id={side.product.pk}&next=/"
    if name.startswith("wagtailadmin_api:"):
        return f"?id={pk_of(name, side)}" if name.endswith("find") else ""
    if "autocomplete" in name:
        return f"?term={side.mark}"
    ids = {"wagtailimages_chooser": side.image, "wagtaildocs_chooser": side.document}
    chosen = ids.get(name.split(":")[0], side.product)
    words = f"&q={side.mark}" if "search" in name else ""
    return f"?id={chosen.pk}&page_type=wagtailcore.page&url=/&p=1{words}"


def text_of(response):
    """Return body and headers of an answer as one text."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace") + str(dict(response.headers))
