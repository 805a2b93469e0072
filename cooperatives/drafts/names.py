"""By which name a writer hears of another."""

from django.utils.translation import gettext as _

from cooperatives.access.standing import standing
from cooperatives.people import full_name


def name_for(reader, author):
    """Return what `reader` is told of who `author` is: a member reads the names of its own people alone."""
    if author is None:
        return _("Somebody else")
    person = standing(reader)
    if not person.is_member:
        return full_name(author)
    is_colleague = person.producer is not None and person.producer.memberships.filter(user=author).exists()
    return full_name(author) if is_colleague else _("An editor")
