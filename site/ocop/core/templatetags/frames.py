"""What a page may frame from elsewhere."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def allow_frame(context, origin):
    """Let this one page frame what comes from `origin`; prints nothing. See FramesContentSecurityPolicyMiddleware."""
    request = context.get("request")
    if request is not None:
        request.allowed_frames = {*getattr(request, "allowed_frames", ()), origin}
    return ""
