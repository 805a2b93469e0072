"""Panels that a page's form may use beside a document."""

from wagtail.admin.panels import HelpPanel


class FileTextPanel(HelpPanel):
    """Says whether the text inside the chosen file is searched. `field_name`: the page's field that holds the document."""

    def __init__(self, field_name, template="documents/file_text_panel.html", **kwargs):
        kwargs.pop("content", None)
        super().__init__(template=template, **kwargs)
        self.field_name = field_name

    def clone_kwargs(self):
        kwargs = super().clone_kwargs()
        kwargs.pop("content", None)
        return {**kwargs, "field_name": self.field_name}

    class BoundPanel(HelpPanel.BoundPanel):
        """The sentence about the document that the page has now."""

        @property
        def kept_text(self):
            """The `DocumentText`, or None."""
            document = getattr(self.instance, self.panel.field_name, None)
            return getattr(document, "kept_text", None) if document else None

        def is_shown(self):
            return super().is_shown() and self.kept_text is not None
