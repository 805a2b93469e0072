"""Template tags of the notices around a page's form."""

from django import template

from cooperatives.drafts.names import name_for

register = template.Library()
register.simple_tag(name_for, name="name_for")
