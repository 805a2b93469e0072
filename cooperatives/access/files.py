"""The forms of pictures and documents, as members get them: without what would change a public page unreviewed."""

from cooperatives.access.standing import standing
from ocop.documents.forms import SiteDocumentForm
from ocop.images.forms import SiteImageForm


class MembersFileForm:
    """Leaves out of a member's form the tags, which are an editors' vocabulary, and the file of what exists already.

    A file replaced in place would change every public page that shows it, without any review; who has a better picture
    sends it as a new one and chooses that.
    """

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        if user is not None and standing(user).is_member:
            self.fields.pop("tags", None)
            if self.instance.pk:
                self.fields.pop("file", None)


class ImageForm(MembersFileForm, SiteImageForm):
    """The form of every picture in the admin."""


class DocumentForm(MembersFileForm, SiteDocumentForm):
    """The form of every document in the admin."""
