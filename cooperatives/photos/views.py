"""A member's pictures: the list, sending new ones, and one picture with its words and its place."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cooperatives.access.belongings import own_images, own_pages
from cooperatives.access.files import LONGEST_TITLE
from cooperatives.photos.context import list_context, photo_context, photo_form
from cooperatives.photos.placing import PlacingError, WaitsForReviewError, place
from cooperatives.photos.receiving import receive
from cooperatives.photos.sending import send_and_tell, take_back_and_tell
from cooperatives.photos.usage import uses_of
from cooperatives.stall.answers import go_on, next_url, wants_json, with_query
from cooperatives.stall.guard import member_post, member_view
from ocop.core.forms import whole_number

PER_PAGE = 24
PLACED = "placed"
LARGEST_ID = 2**31 - 1


@require_safe
@member_view
def photos(request, producer):
    """The producer's own pictures, the newest first, and the way to send more."""
    found = own_images(producer).order_by("-created_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cooperatives/photos/list.html", list_context(producer, page, goal(request, producer)))


@member_post
def upload(request, producer):
    """Take what a phone sends: one photo per request from our script, several at once from a plain form."""
    if wants_json(request):
        return answer_script(request, producer)
    received, refused = [], []
    for file in request.FILES.getlist("photos"):
        try:
            received.append(receive(file, producer, request.user)[0])
        except ValidationError as reason:
            refused.append(f"{file.name}: {reason.messages[0]}")
    for line in refused:
        messages.warning(request, line)
    if received:
        number = len(received)
        text = ngettext("%(number)s picture has arrived.", "%(number)s pictures have arrived.", number)
        messages.success(request, text % {"number": number})
    elif not refused:
        messages.warning(request, _("No picture was chosen."))
    query = goal_query(goal(request, producer))
    if len(received) == 1 and not refused:
        return redirect(reverse("stall:photo", args=[received[0].pk]) + query)
    return redirect(reverse("stall:photos") + query)


def answer_script(request, producer):
    """Return what the script draws for one photo, or 422 with the sentence to show."""
    files = request.FILES.getlist("photos")
    if len(files) != 1:
        return JsonResponse({"error": _("No picture was chosen.")}, status=422)
    try:
        photo, is_new = receive(files[0], producer, request.user)
    except ValidationError as reason:
        return JsonResponse({"error": reason.messages[0]}, status=422)
    url = reverse("stall:photo", args=[photo.pk]) + goal_query(goal(request, producer))
    return JsonResponse({"id": photo.pk, "url": url, "is_new": is_new}, status=201 if is_new else 200)


@member_view
def photo(request, producer, pk):
    """One picture: its words, where it goes, where it stands, and what is still to be sent."""
    picture = get_object_or_404(own_images(producer), pk=pk)
    form = photo_form(producer, picture, goal(request, producer), request.POST if request.method == "POST" else None)
    waiting = None
    if request.method == "POST" and form.is_valid():
        describe(picture, form.cleaned_data["description"])
        page = form.cleaned_data["page"]
        try:
            if page:
                place(picture, page, form.cleaned_data["role"], request.user)
        except PlacingError as reason:
            form.add_error("page", str(reason))
            waiting = page if isinstance(reason, WaitsForReviewError) else None
        else:
            return go_on(request, placed_url(request, producer, picture, page))
    placed = whole_number(request.GET.get(PLACED), 1, LARGEST_ID)
    context = photo_context(producer, picture, form, waiting, placed)
    return render(request, "cooperatives/photos/photo.html", context)


def describe(picture, words):
    """Store what the picture shows; until then it was called by its file's name."""
    if words == picture.description:
        return
    if not picture.description:
        picture.title = words[:LONGEST_TITLE]
    picture.description = words
    picture.save(update_fields=["title", "description"])


def placed_url(request, producer, picture, page):
    """Return where a member stands after saving: the picture, with what is to be done now."""
    url = reverse("stall:photo", args=[picture.pk])
    if page:
        return with_query(url, PLACED, page.pk)
    if uses_of(picture, producer):
        messages.success(request, _("Saved."))
    else:
        messages.success(request, _("Saved. The picture stays in your collection until you choose a page."))
    return url


@member_post
def send_page(request, producer, pk):
    """Send the draft of one of the producer's pages to the editors: one tap."""
    send_and_tell(request, get_object_or_404(own_pages(producer), pk=pk))
    return go_on(request, came_from(request, producer))


@member_post
def take_page_back(request, producer, pk):
    """Take one of the producer's pages back from the editors."""
    take_back_and_tell(request, get_object_or_404(own_pages(producer), pk=pk))
    return go_on(request, came_from(request, producer))


def came_from(request, producer):
    """Return where the button stood: on the screen that `next` names, beside a picture, or in the list of them."""
    if "next" in request.POST:
        return next_url(request)
    pk = whole_number(request.POST.get("photo"), 1, LARGEST_ID)
    is_own = pk and own_images(producer).filter(pk=pk).exists()
    url = reverse("stall:photo", args=[pk]) if is_own else reverse("stall:photos")
    return url + goal_query(goal(request, producer))


@member_post
def delete(request, producer, pk):
    """Delete a picture that stands nowhere; one that does tells where."""
    picture = get_object_or_404(own_images(producer), pk=pk)
    if uses_of(picture, producer):
        messages.warning(request, _("This picture is in use. Take it off the pages below first."))
        return redirect("stall:photo", picture.pk)
    picture.delete()
    messages.success(request, _("The picture is deleted."))
    return redirect("stall:photos")


@require_safe
def too_large(request):
    """What a proxy shows (413) when more is sent than it lets through: the same words as everywhere."""
    return render(request, "cooperatives/photos/too_large.html", status=413)


def goal(request, producer):
    """Return the own page that pictures are being added for (?san-pham=12), or None; others' pages are 404."""
    pk = request.GET.get("san-pham") or request.POST.get("san-pham")
    if not pk:
        return None
    return get_object_or_404(own_pages(producer), pk=whole_number(pk, 1, LARGEST_ID) or 0)


def goal_query(page):
    """Return the query that hands the goal on."""
    return f"?san-pham={page.pk}" if page else ""
