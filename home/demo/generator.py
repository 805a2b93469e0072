"""A large believable catalogue for benchmarks: every facet filled, pictures and their sizes shared with the demo."""

import datetime
import random
import uuid
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from cooperatives.models import (
    Commune,
    ContactConfirmation,
    ProducerIndexPage,
    ProducerPage,
    ProducerStandard,
    Standard,
)
from home.demo import tables
from home.demo.bulk import PageWriter, analyze
from home.demo.indexing import index_objects
from home.demo.pictures import load_pictures, picture_titles
from home.demo.products import load_crops
from home.demo.records import RecordWriter
from home.demo.streams import story
from home.demo.tags import Tags
from home.demo.wording import Wording
from news.models import ArticleIndexPage, ArticlePage
from ocop.core.text import slugify_vi
from products import catalogue
from products.models import ProductPage, ProductSet

BATCH = 1000
NEW_COMMUNES = 2026  # first year in which every product code names a commune of July 2025
NAMESPACE = uuid.UUID("0d9a4c52-8a52-5b5e-8f43-04105b26d502")


class Generator:
    """Writes producers, products and articles; the same seed on the same day writes the same catalogue.

    `say` is called with a line after each batch.
    """

    def __init__(self, seed, say):
        self.seed = seed
        self.say = say
        self.rng = random.Random(seed)
        self.words = Wording(self.rng)
        self.today = timezone.localdate()
        self.communes = list(Commune.objects.current().order_by("code"))
        self.former = {unit.pk: list(unit.predecessors.order_by("code")) for unit in self.communes}
        self.standards = list(Standard.objects.all())
        self.images = self.images_by_crop()

    def images_by_crop(self):
        """Return the demo's pictures by crop, in small letters; "" holds all of them."""
        images, new = load_pictures(picture_titles())
        index_objects(new, references=False)
        result = {"": list(images.values())}
        for row in tables.products():
            found = [images[key] for key in row.get("pictures", []) if key in images]
            result.setdefault(row.get("crop", "").casefold(), []).extend(found)
        return result

    def pictures(self, crop="", most=1):
        """Return up to `most` different pictures for a crop."""
        pool = self.images.get(crop.casefold()) or self.images[""]
        return self.rng.sample(pool, min(most, len(pool)))

    def is_used(self):
        """Whether this seed has been generated before."""
        return ProducerPage.objects.filter(translation_key=uuid.uuid5(NAMESPACE, f"{self.seed}:producer:0")).exists()

    @transaction.atomic
    def run(self, producers, products, articles):
        """Write so many of each, then the catalogue's rows and the search index."""
        makers = self.producers(producers)
        self.products(makers, products)
        self.articles(articles)
        analyze()  # what follows reads the tables just filled
        self.say(f"Catalogue: {catalogue.refresh_all()} products")
        for model in (ProducerPage, ProductPage, ArticlePage):
            self.index(model)

    def producers(self, count):
        """Write `count` producers; return them."""
        parent = ProducerIndexPage.objects.get()
        writer = PageWriter(ProducerPage, NAMESPACE)
        made = []
        for number in range(count):
            page = writer.prepare(self.producer(number), parent, f"{self.seed}:producer:{number}")
            made.append(page)
        for start in range(0, count, BATCH):
            writer.write(made[start : start + BATCH])
            self.say(f"Producers: {min(start + BATCH, count)} of {count}")
        confirmed = [ContactConfirmation(producer=page, confirmed_on=self.days_ago(0, 200)) for page in made]
        ContactConfirmation.objects.bulk_create(confirmed, batch_size=BATCH)
        held = [ProducerStandard(page=page, **standard) for page in made for standard in self.held_standards(0.45)]
        ProducerStandard.objects.bulk_create(held, batch_size=BATCH)
        return made

    def producer(self, number):
        """Return the unsaved page of one producer."""
        rng = self.rng
        commune = rng.choices(self.communes, [unit.population or 1 for unit in self.communes])[0]
        former = rng.choice(self.former[commune.pk])
        village = self.words.village()
        form, name = self.words.producer(village)
        households = rng.randint(1, 90)
        summary = self.words.summary("producer_summaries", village=village)
        image = self.pictures()
        return ProducerPage(
            title=name,
            slug=f"{slugify_vi(name, 60)}-{self.seed}-{number}",
            legal_form=form,
            founded=rng.randint(2005, 2025),
            registration_number=f"000{number:06d}",
            representative=self.words.person(),
            households=households,
            area_ha=Decimal(rng.randint(3, 900)) / 10,
            summary=summary,
            body=story(self.words.story("Hàng", village, name)),
            main_image=image[0] if image else None,
            commune=commune,
            former_commune=former,
            village=f"Bản {village}",
            address_as_written=f"bản {village}, {former.full_name}, huyện Mai Sơn, tỉnh Sơn La",
            latitude=round(rng.uniform(20.95, 21.35), 5),
            longitude=round(rng.uniform(103.8, 104.35), 5),
            phone=f"0212000{number % 10000:04d}",
            zalo=f"0212000{number % 10000:04d}" if rng.random() < 0.7 else "",
            email=f"chu-the-{number}@example.vn" if rng.random() < 0.4 else "",
        )

    def products(self, makers, count):
        """Write `count` products of `makers`, a batch at a time, with all that belongs to them."""
        writer = PageWriter(ProductPage, NAMESPACE)
        records = RecordWriter(self)
        sets = {product_set.number: product_set for product_set in ProductSet.objects.all()}
        crops = load_crops()
        tags = Tags()
        # A few producers have many products and most have few, as in life.
        weights = [min(self.rng.paretovariate(1.3), 12) for __ in makers]
        for start in range(0, count, BATCH):
            batch = []
            for number in range(start, min(start + BATCH, count)):
                maker = self.rng.choices(makers, weights)[0]
                kind = self.words.kind()
                page = self.product(number, maker, kind, sets[kind["set_no"]], crops[kind["crop"]])
                batch.append((writer.prepare(page, maker, f"{self.seed}:product:{number}"), kind))
            writer.write([page for page, __ in batch])
            records.write(batch, tags)
            self.say(f"Products: {start + len(batch)} of {count}")

    def product(self, number, maker, kind, product_set, crop):
        """Return the unsaved page of one product."""
        village = maker.village.removeprefix("Bản ")
        name = self.words.product(kind, village)
        image = self.pictures(kind["crop"])
        year = self.rng.randint(2022, 2026)
        commune = maker.former_commune if year < NEW_COMMUNES else maker.commune
        return ProductPage(
            title=name,
            slug=f"{slugify_vi(name, 60)}-{self.seed}-{number}",
            producer=maker,
            product_set=product_set,
            crop=crop,
            summary=self.words.summary("summaries", product=name, village=village),
            main_image=image[0] if image else None,
            body=story(self.words.story(name, village, maker.title)),
            pack=f"Đóng {kind['pack']}" if "pack" in kind else "Thùng 5 kg, thùng 10 kg",
            storage="Nơi khô, mát, tránh nắng.",
            product_code=f"14-{commune.code}-{number % 90 + 10}-{year}",
        )

    def articles(self, count):
        """Write `count` articles over the last four years."""
        if not count:
            return
        parent = ArticleIndexPage.objects.get()
        writer = PageWriter(ArticlePage, NAMESPACE)
        made = []
        for number in range(count):
            village = self.words.village()
            kind = self.words.kind()
            maker = self.words.producer(village)[1]
            product = self.words.product(kind, village)
            title = self.words.headline(product=product, village=village, maker=maker)
            text = self.words.story(product, village, maker)
            day = self.days_ago(1, 1400)
            image = self.pictures(kind["crop"])
            page = ArticlePage(
                title=title,
                slug=f"{slugify_vi(title, 60)}-{self.seed}-{number}",
                date=day,
                byline="Ban biên tập",
                summary=text[0][:300],
                main_image=image[0] if image else None,
                body=story(text),
                first_published_at=timezone.make_aware(datetime.datetime.combine(day, datetime.time(8))),
            )
            made.append(writer.prepare(page, parent, f"{self.seed}:article:{number}"))
        writer.write(made)
        self.say(f"Articles: {count}")

    def index(self, model):
        """Write the search index of the generated pages of one type; what they refer to is left out.

        The reference index serves the admin's "used in" only; `rebuild_references_index` writes it, in an hour.
        """
        queryset = model.get_indexed_objects()
        ids = list(queryset.filter(slug__contains=f"-{self.seed}-").order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            index_objects(queryset.filter(pk__in=ids[start : start + BATCH]), references=False)
            self.say(f"Search index: {min(start + BATCH, len(ids))} of {len(ids)} {model._meta.model_name}")

    def days_ago(self, low, high):
        """Return a day between `low` and `high` days before today."""
        return self.today - datetime.timedelta(days=self.rng.randint(low, high))

    def held_standards(self, share):
        """Return the standards of one holder as keyword arguments; none for all but `share` of them."""
        if self.rng.random() >= share:
            return []
        several = self.rng.choices([1, 2, 3], [6, 3, 1])[0]
        return [
            {
                "standard": standard,
                "number": f"{standard.slug.upper()[:6]}-{self.rng.randint(1, 9999):04d}",
                "expires_on": self.today + datetime.timedelta(days=self.rng.randint(-120, 900)),
                "sort_order": number,
            }
            for number, standard in enumerate(self.rng.sample(self.standards, several))
        ]
