"""Template tags of the notices around a page's form."""

from django import template

from cooperatives.access.standing import standing
from cooperatives.drafts.names import name_for

register = template.Library()
register.simple_tag(name_for, name="name_for")


@register.filter
def is_member(user):
    """Whether the rules for members hold for a user."""
    return standing(user).is_member
