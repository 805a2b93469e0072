"""Loads the whole demo in its order; what is there already stays as people made it."""

from django.db import transaction
from wagtail.models import Page

from cooperatives.models import ProducerPage
from cooperatives.reference import load_communes, load_standards
from cooperatives.statistics.publishing import load_report
from home.demo import tables
from home.demo.accounts import load_accounts
from home.demo.banners import load_banners, remove_banners
from home.demo.events import load_events
from home.demo.front import load_front_page
from home.demo.indexing import index_objects, index_references, indexing_later
from home.demo.library import load_library, remove_files
from home.demo.news import load_articles, load_plain_pages
from home.demo.pictures import load_pictures, picture_titles
from home.demo.producers import load_producers
from home.demo.products import load_products, picture_crops_and_sectors
from home.demo.proofs import load_drafts
from home.demo.stalls import load_stalls
from home.demo.stories import load_stories
from home.demo.streams import BlockWriter
from home.demo.videos import load_videos, remove_videos
from home.demo.visits import load_visits, remove_visits
from home.foundation.groups import prepare_groups
from home.foundation.menus import prepare_menus
from home.foundation.tree import prepare_tree
from home.foundation.versions import keep_public_versions
from home.foundation.workflows import prepare_workflows
from home.models import Banner, FeaturedProducer, FeaturedProduct, HomeFigure, HomePage, MenuItem, MonthHero
from products import catalogue
from products.models import Certificate, Crop, ProductPage, Sector
from products.reference import load_classification


def is_loaded():
    """Whether the database holds a site already."""
    return HomePage.objects.exists()


@transaction.atomic
def load(say, rebuild=False):
    """Load what is missing, all or nothing; `say` is called with a line for each step.

    With `rebuild`, the demo's own pages, the front page's choices and the menus are removed first and written anew; pages
    that people added elsewhere stay.
    Returns what `load_accounts` returns.
    """
    if rebuild:
        say(f"Removed: {remove()} pages")
    with indexing_later():
        written = load_communes() + load_classification() + load_standards() + load_report()
        home, sections = prepare_tree()
        prepare_groups(home)
        prepare_workflows()
        say(f"Reference tables: {written} rows; sections: {sections}")

        images, new_images = load_pictures(picture_titles(), renew=rebuild)
        say(f"Pictures: {len(new_images)} new, {len(images)} in all")
        producer_ids, new_producers = load_producers(images)
        say(f"Producers: {len(new_producers)} new, {len(producer_ids)} in all")
        product_ids, new_products = load_products(producer_ids, images)
        say(f"Products: {len(new_products)} new, {len(product_ids)} in all")
        writer = BlockWriter(images, producer_ids, product_ids)
        videos = load_videos(writer)
        articles = load_articles(writer)
        plain = load_plain_pages(writer)
        papers = load_library()
        say(f"Library: {len(papers)} documents new")
        events = load_events(writer)
        stories = load_stories(writer)
        say(f"Stories: {len(stories)} new")
        say(f"Articles: {len(articles)} new; events: {len(events)} new; plain pages: {len(plain)} new")
        say(f"Videos: {len(videos)} new")
        unpublished = load_drafts(writer)
        front = load_front_page(images, producer_ids, product_ids)
        menus = prepare_menus(home)
        if new_products:
            picture_crops_and_sectors()
        accounts = load_accounts(producer_ids, new_password=rebuild)
        keep_public_versions()
        drafts = load_stalls(producer_ids, product_ids) if new_producers and new_products else []

    banners = load_banners(images)
    say(f"Banners: {banners} new")
    index_references([video.film for video in videos if video.film])
    if banners:
        index_references(Banner.objects.all())
    say(f"Visits: {load_visits()} rows")

    new_pages = [
        *new_producers,
        *new_products,
        *drafts,
        *articles,
        *events,
        *plain,
        *papers,
        *unpublished,
        *videos,
        *stories,
    ]
    if sections:
        new_pages += [
            page.specific for page in Page.objects.filter(depth__in=(2, 3)).exclude(pk__in=[p.pk for p in new_pages])
        ]
    elif front:
        new_pages.append(HomePage.objects.get())
    if new_pages or new_images:
        index_objects(new_pages)
        index_objects(new_images)
        index_objects([page.file for page in papers if page.file])
    say(f"Search index: {len(new_pages) + len(new_images)} entries; menus: {menus}")
    if new_products:
        index_references(
            [*Crop.objects.all(), *Sector.objects.all(), *Certificate.objects.filter(product__in=new_products)]
        )
        say(f"Catalogue: {catalogue.refresh_all()} products")
    return accounts


def remove():
    """Delete the demo's pages with all below them; return how many pages that were."""
    producers = [tables.identity("producer", row["key"]) for row in tables.producers()]
    articles = [*tables.articles(), *tables.timed_articles()]
    others = [tables.identity("article", row["key"]) for row in articles]
    others += [tables.identity("event", row["key"]) for row in tables.events()]
    others += [tables.identity("draft", row["key"]) for row in tables.drafts()]
    others += [tables.identity("page", row["key"]) for row in tables.plain_pages()]
    papers = [tables.identity("document", row["key"]) for row in tables.library()]
    remove_files(papers)
    others += papers
    others += [tables.identity("story", row["key"]) for row in tables.stories()]
    before = Page.objects.count()
    remove_videos()
    for producer in ProducerPage.objects.filter(translation_key__in=producers):
        Certificate.objects.filter(product__in=ProductPage.objects.descendant_of(producer)).delete()
        producer.delete()
    for page in Page.objects.filter(translation_key__in=others):
        page.specific.delete()
    remove_visits()
    remove_banners()
    for model in (MonthHero, HomeFigure, FeaturedProducer, FeaturedProduct, MenuItem):
        model.objects.all().delete()
    Crop.objects.filter(products=None, name__in=[row["name"] for row in tables.toml("home").get("crop", [])]).delete()
    return before - Page.objects.count()
