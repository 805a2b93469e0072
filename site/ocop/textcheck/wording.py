"""What people read about a finding."""

from django.utils.translation import gettext_lazy as _

from ocop.textcheck.language import Reason

WORDS = {
    Reason.LOST: _("This word seems to have lost letters."),
    Reason.MISPLACED: _("This word does not go with the one beside it; perhaps it lost a letter."),
    Reason.GLUED: _("A space seems to be missing."),
    Reason.DOUBLED: _("The same word stands twice."),
    Reason.TONE: _("A mark is missing, or stands on another letter."),
    Reason.DECOMPOSED: _("Letters and marks are stored apart; some screens draw them wrongly."),
    Reason.LEGACY: _("This comes from an old font code (TCVN3, VNI) and looks broken to readers."),
    Reason.LOOKALIKE: _("A letter of another alphabet hides in this word."),
    Reason.BROKEN: _("A letter was lost in copying, or an unseen one came along."),
    Reason.UNKNOWN: _("This is no Vietnamese word, and nobody taught it yet."),
}


def reason_words(reason):
    """Return the sentence for a reason's code; "" for one that is not known any more."""
    return WORDS.get(reason, "")
