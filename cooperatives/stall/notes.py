"""What a member should know and need not do: told on its home until it has read it."""

from cooperatives.models import PutAwayNote
from cooperatives.stall.answers import go_on, next_url
from cooperatives.stall.frame import notes_of
from cooperatives.stall.guard import member_post


def notes_for(user, producer):
    """Return the producer's `Note`s that `user` has not put away."""
    notes = notes_of(producer)
    keys = PutAwayNote.objects.filter(user=user, key__in=[note.key for note in notes])
    away = set(keys.values_list("key", flat=True))
    return [note for note in notes if note.key not in away]


@member_post
def put_away(request, producer):
    """One note is read. A key that is none of this producer's notes writes nothing: there is nothing to put away."""
    wanted = request.POST.get("key", "")
    if any(note.key == wanted for note in notes_of(producer)):
        PutAwayNote.objects.get_or_create(user=request.user, key=wanted)
    return go_on(request, next_url(request))
