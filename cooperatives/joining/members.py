"""/gian-hang/thanh-vien/: the producer's own people. All members see the list; lead members change it."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_http_methods, require_POST

from cooperatives.access.standing import standing
from cooperatives.joining import desk as acts
from cooperatives.joining.desk import Desk
from cooperatives.stall.guard import member_view


def desk_view(view):
    """Hand a member its producer's `Desk`; nothing that is posted says whose it is."""

    @wraps(view)
    @member_view
    def with_desk(request, producer, **kwargs):
        is_lead = standing(request.user).membership.is_lead
        desk = Desk(request, producer, "members", "cooperatives/joining/members", may_change=is_lead)
        if request.method == "POST" and not is_lead:
            raise PermissionDenied
        return view(desk, **kwargs)

    return with_desk


def lead_view(view):
    """Let lead members alone in."""

    @wraps(view)
    def for_leads(desk, **kwargs):
        if not desk.may_change:
            raise PermissionDenied
        return view(desk, **kwargs)

    return desk_view(for_leads)


people = require_http_methods(["GET", "HEAD", "POST"])(desk_view(acts.people))
resend = require_POST(lead_view(acts.resend))
revoke = require_http_methods(["GET", "HEAD", "POST"])(lead_view(acts.revoke))
lead = require_POST(lead_view(acts.lead))
end = require_http_methods(["GET", "HEAD", "POST"])(lead_view(acts.end_one))
