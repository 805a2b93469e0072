"""The form in which a video's page is written: one source, and a picture that does not come from elsewhere."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ocop.core.page_form import PageForm


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
            self.require_source(film, address or self.has_error("youtube"))
            self.require_poster(film, address, cleaned_data.get("main_image"))
        return cleaned_data

    def require_source(self, film, address):
        """Say what is missing where there is nothing to play."""
        if not film and not address:
            self.add_error(
                "film", ValidationError(_("Please choose a film, or write an address at YouTube."), code="no_source")
            )

    def require_poster(self, film, address, poster):
        """Ask for a poster where no film brings one: it may not come from YouTube, for that would tell them who visits."""
        if poster or (film and film.poster_id):
            return
        if address:
            message = _("A video at YouTube needs a poster picture of yours. Please choose one.")
        else:
            message = _("Please choose a picture that stands before the video.")
        self.add_error("main_image", ValidationError(message, code="no_poster"))
