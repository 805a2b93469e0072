"""Which pages a published story tells of, so that a product's page finds its stories in an index instead of in texts."""

from news.stories.journey import entries
from products.models import ProductPage


def participants(story):
    """Return the ids of the pages a story tells of: chosen producers and products, and the products' producers."""
    raw = [block["value"] for block in story.stages.raw_data]
    products = {pk for stage in raw for pk in entries(stage, "products") if pk}
    makers = ProductPage.objects.filter(pk__in=products).values_list("producer", flat=True)
    return {pk for stage in raw for pk in entries(stage, "producers") if pk} | products | set(makers)


def write(story):
    """Bring the stored mentions of `story` in step with its text as it is published."""
    model = type(story).mentions.rel.related_model
    page = model._meta.get_field("participant").related_model
    wanted = set(page.objects.filter(pk__in=participants(story)).values_list("pk", flat=True))
    model.objects.filter(story=story).exclude(participant__in=wanted).delete()
    model.objects.bulk_create([model(story=story, participant_id=pk) for pk in sorted(wanted)], ignore_conflicts=True)


def write_published(sender, instance, **kwargs):
    """Receive `page_published`: drafts change nothing that visitors see."""
    write(instance)
