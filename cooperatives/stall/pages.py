"""A page's draft, from the stall's own screens: sent to the editors, taken back from them, dropped, brought back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cooperatives.access.belongings import own_pages
from cooperatives.photos.sending import send_and_tell, take_back_and_tell
from cooperatives.stall.answers import DROPPED, go_on, next_url, with_query
from cooperatives.stall.dropping import DroppingError, bring_back, can_be_dropped, drop
from cooperatives.stall.guard import member_post, member_view
from cooperatives.stall.same import lost_with_draft
from ocop.core.forms import whole_number

LARGEST_ID = 2**31 - 1


@member_post
def send_page(request, producer, pk):
    """Send the draft of one of the producer's pages to the editors: one tap."""
    send_and_tell(request, get_object_or_404(own_pages(producer), pk=pk))
    return go_on(request, next_url(request))


@member_post
def take_page_back(request, producer, pk):
    """Take one of the producer's pages back from the editors."""
    take_back_and_tell(request, get_object_or_404(own_pages(producer), pk=pk))
    return go_on(request, next_url(request))


@member_view
def drop_draft(request, producer, pk):
    """Show what would be lost with a page's draft; sent, make the public page the newest version again."""
    page = get_object_or_404(own_pages(producer), pk=pk).specific
    back = next_url(request)
    if request.method == "POST":
        try:
            dropped = drop(page, request.user)
        except DroppingError as reason:
            messages.warning(request, str(reason))
            return redirect(back)
        return redirect(with_query(back, DROPPED, dropped.pk))
    if not can_be_dropped(page, request.user):
        return redirect(back)
    context = {"page": page, "lost": lost_with_draft(page, request), "next_url": back}
    return render(request, "cooperatives/stall/drop.html", context)


@member_post
def bring_draft_back(request, producer, pk):
    """Make a draft that was dropped a moment ago the newest version again."""
    page = get_object_or_404(own_pages(producer), pk=pk)
    try:
        bring_back(page, whole_number(request.POST.get("revision"), 1, LARGEST_ID) or 0, request.user)
    except DroppingError as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("The draft is back. Send it once you are done."))
    return go_on(request, next_url(request))
