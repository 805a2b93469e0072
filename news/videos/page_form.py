"""The form in which a video's page is written: one source, and a picture that does not come from elsewhere."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ocop.core.page_form import PageForm


def unplayable(film, address, poster):
    """Return {field: sentence} of what a video lacks to be published: something to play, and a picture before it.

    The picture may not come from YouTube, for that would tell them who visits.
    """
    found = {}
    if not film and not address:
        found["film"] = _("Please choose a film, or write an address at YouTube.")
    if poster or (film and film.poster_id):
        return found
    if address:
        found["main_image"] = _("A video at YouTube needs a poster picture of yours. Please choose one.")
    else:
        found["main_image"] = _("Please choose a picture that stands before the video.")
    return found


class VideoPageForm(PageForm):
    """Asks for one film or one address, and for a poster where no film brings its own. Drafts may still lack both."""

    def clean(self):
        cleaned_data = super().clean()
        film, address = cleaned_data.get("film"), cleaned_data.get("youtube")
        if film and address:
            self.add_error(
                "youtube", ValidationError(_("Either a film or an address: please take out one of them."), code="two")
            )
        if not self.is_deferred_validation:
            missing = unplayable(film, address or self.has_error("youtube"), cleaned_data.get("main_image"))
            for field, sentence in missing.items():
                self.add_error(field, ValidationError(sentence, code="missing"))
        return cleaned_data
