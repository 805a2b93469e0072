"""The forms of pictures and documents, as members get them: without what would change a public page unreviewed."""

from pathlib import PurePath

from django import forms

from cooperatives.access.standing import standing
from ocop.documents.forms import SiteDocumentForm
from ocop.images.forms import SiteImageForm

LONGEST_TITLE = 100


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
    """The form of every picture in the admin; a member is asked for one sentence, which names the picture, too."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.is_named_by_words = user is not None and standing(user).is_member and "description" in self.fields
        if self.is_named_by_words:
            self.fields["title"].required = False
            self.fields["title"].widget = forms.HiddenInput()

    def clean(self):
        data = super().clean()
        if self.is_named_by_words:
            # By its first words: an editor may have named it better since.
            name = "" if self.instance.description else data.get("description", "")
            file = data.get("file")
            known = data.get("title") or self.instance.title or PurePath(file.name if file else "").stem
            data["title"] = (name or known)[:LONGEST_TITLE]
            if not data["title"]:
                self.add_error("description", self.fields["description"].error_messages["required"])
        return data


class DocumentForm(MembersFileForm, SiteDocumentForm):
    """The form of every document in the admin."""
