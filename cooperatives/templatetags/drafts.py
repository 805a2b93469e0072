"""Template tags of the notices around a page's form."""

from django import template

from cooperatives.access.pages import MembersPage
from cooperatives.access.standing import standing
from cooperatives.drafts.names import name_for
from cooperatives.review.requests import open_request
from cooperatives.stall.reviews import request_for

register = template.Library()
register.simple_tag(name_for, name="name_for")


@register.filter
def is_member(user):
    """Whether the rules for members hold for a user."""
    return standing(user).is_member


@register.inclusion_tag("cooperatives/drafts/returned.html", takes_context=True)
def editors_words(context):
    """Draw what was asked for and not approved since: to a member of its producer, or to the house on a page of its own."""
    page, producer = context["page"], standing(context["request"].user).producer
    if producer:
        return {"asked": request_for(page, producer)}
    return {"asked": None if isinstance(page, MembersPage) else open_request(page)}
