"""The form of the front page."""

from wagtail.blocks import StreamValue

from home.front_sections import USUAL_ORDER
from ocop.core.page_form import PageForm


class HomePageForm(PageForm):
    """Begins with the sections that readers see, so that adding one takes none away."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "sections" in self.fields and not self.instance.sections:
            block = self.fields["sections"].block
            rows = [(name, block.child_blocks[name].get_default()) for name in USUAL_ORDER]
            self.initial["sections"] = StreamValue(block, rows)
