"""Template tags of the notices around a page's form."""

from django import template

from cooperatives.access.standing import standing
from cooperatives.drafts.names import name_for
from cooperatives.stall.reviews import request_for

register = template.Library()
register.simple_tag(name_for, name="name_for")


@register.filter
def is_member(user):
    """Whether the rules for members hold for a user."""
    return standing(user).is_member


@register.inclusion_tag("cooperatives/drafts/returned.html", takes_context=True)
def editors_words(context):
    """Draw what an editor asked for and has not approved since, to a member of the producer whose page it is."""
    producer = standing(context["request"].user).producer
    return {"asked": request_for(context["page"], producer) if producer else None}
