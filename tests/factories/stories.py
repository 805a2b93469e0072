"""Value-chain stories."""

import factory
import wagtail_factories
from wagtail.blocks import StreamValue

from news.models import StoryIndexPage, StoryPage
from tests.factories.site import site_tree


def stage(**values):
    """Returns the stored form of one stage; lists hold bare values, as `entries` reads them."""
    lists = {
        name: [{"type": "item", "value": value} for value in values.pop(name, [])]
        for name in ("pictures", "figures", "producers", "products")
    }
    plain = {"kind": "thu_hai", "name": "", "months": "tháng 10–12", "place": "Bản Nong Sương", "commune": ""}
    text = {"text": "<p>Chỉ hái quả chín đỏ. Quả xanh để lại cho lượt sau.</p>"}
    return {"type": "stage", "value": {**plain, **text, **values, **lists}}


def figure(**values):
    """Returns one number of a stage."""
    return {"label": "hộ trồng", "value": "53", "unit": "hộ", "source": "Sổ thành viên, 10/2026", **values}


def picture(image, caption="Gùi đầy", alt_text="Gùi đầy quả chín", decorative=False):
    """Returns one picture of a stage."""
    return {"image": {"image": image.pk, "alt_text": alt_text, "decorative": decorative}, "caption": caption}


class StoryIndexPageFactory(wagtail_factories.PageFactory):
    """The page of all stories."""

    class Meta:
        model = StoryIndexPage

    title = "Chuỗi giá trị"
    slug = "chuoi-gia-tri"
    parent = factory.LazyFunction(lambda: site_tree().home)


class StoryPageFactory(wagtail_factories.PageFactory):
    """A story of two stages, unless others are given as `stages=[stage(…), …]`."""

    class Meta:
        model = StoryPage

    title = factory.Sequence(lambda n: f"Cà phê Mường Chanh {n}")
    summary = "Hái tay, phơi giàn mười bốn ngày, rang mộc mẻ nhỏ ở huyện cũ."
    parent = factory.LazyFunction(lambda: StoryIndexPage.objects.first() or StoryIndexPageFactory())
    stages = [stage(kind="trong", months="quanh năm"), stage()]

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        block = StoryPage.stages.field.stream_block
        kwargs["stages"] = StreamValue(block, kwargs["stages"], is_lazy=True)
        return super()._create_instance(model_class, parent, kwargs)
