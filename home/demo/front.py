"""What the demo's front page says in each month and what it features (`data/home.toml`)."""

from home.demo import tables
from home.models import FeaturedProducer, FeaturedProduct, HomeFigure, HomePage, MonthHero, StatisticsPage

HERO, HERO_PHONE = "hero", "hero-phone"
WRITTEN = ["hero_image", "hero_image_phone", "figures_source", "figures_source_en", "figures_page"]


def load_front_page(images, producers, products):
    """Fill in the front page where nobody has; return 1 if anything was written, else 0.

    `images`: key → picture. `producers`, `products`: key → page id.
    """
    table = tables.toml("home")
    home = HomePage.objects.get()
    if home.month_heroes.exists() or not table:
        return 0
    MonthHero.objects.bulk_create(MonthHero(page=home, **month) for month in table["month"])
    FeaturedProducer.objects.bulk_create(
        FeaturedProducer(page=home, producer_id=producers[key], sort_order=number)
        for number, key in enumerate(table.get("featured_producers", []))
    )
    FeaturedProduct.objects.bulk_create(
        FeaturedProduct(page=home, product_id=products[key], sort_order=number)
        for number, key in enumerate(table.get("featured_products", []))
    )
    HomeFigure.objects.bulk_create(
        HomeFigure(page=home, sort_order=number, **figure) for number, figure in enumerate(table.get("figure", []))
    )
    source = table.get("figures", {})
    home.figures_source, home.figures_source_en = source.get("source", ""), source.get("source_en", "")
    home.figures_page = StatisticsPage.objects.first()
    home.hero_image = images.get(HERO)
    home.hero_image_phone = images.get(HERO_PHONE)
    home.save(clean=False, update_fields=WRITTEN)
    return 1
