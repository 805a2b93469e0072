"""Writes what belongs to generated products: pictures, tags, prices, months, certificates, standards, places to buy."""

import datetime

from home.demo.tables import months_before
from products.choices import ChannelKind, SourceGrade, Stock
from products.models import (
    Certificate,
    Offer,
    PriceTier,
    ProductPicture,
    ProductStandard,
    ProductTag,
    SalesChannel,
    SupplyMonth,
)

BATCH = 2000


class RecordWriter:
    """Writes the records of a batch of products; chance, pictures and standards come from the generator."""

    def __init__(self, generator):
        self.generator = generator
        self.rng = generator.rng
        self.today = generator.today

    def write(self, batch, tags):
        """Write the records of `batch`: pairs of (saved product page, its kind). `tags`: a `Tags`."""
        pictures, tagged, standards, certificates, channels, offers = [], [], [], [], [], []
        for page, kind in batch:
            pictures += self.pictures(page, kind)
            tagged += [ProductTag(content_object=page, tag=tags.get(name)) for name in self.generator.words.tags()]
            standards += [ProductStandard(page=page, **held) for held in self.generator.held_standards(0.25)]
            certificates += self.certificates(page)
            channels += self.channels(page)
            offers.append(self.offer(page, kind))
        for model, rows in (
            (ProductPicture, pictures),
            (ProductTag, tagged),
            (ProductStandard, standards),
            (Certificate, certificates),
            (SalesChannel, channels),
            (Offer, offers),
        ):
            model.objects.bulk_create(rows, batch_size=BATCH)
        tiers, months = [], []
        for (__, kind), offer in zip(batch, offers, strict=True):
            tiers += self.tiers(offer, kind)
            months += self.months(offer, kind)
        PriceTier.objects.bulk_create(tiers, batch_size=BATCH)
        SupplyMonth.objects.bulk_create(months, batch_size=BATCH)

    def pictures(self, page, kind):
        """Return up to three more pictures."""
        images = self.generator.pictures(kind["crop"], self.rng.choices([0, 1, 2, 3], [4, 3, 2, 1])[0])
        return [ProductPicture(page=page, image=image, sort_order=number) for number, image in enumerate(images)]

    def certificates(self, page):
        """Return a certificate for about half of the products: most in force, some lapsed, a few withdrawn."""
        rng = self.rng
        if rng.random() > 0.48:
            return []
        stars = rng.choices([3, 4, 5], [60, 33, 7])[0]
        left = rng.randint(-260, 1090)
        expires_on = self.today + datetime.timedelta(days=left)
        issued_on = months_before(expires_on, 36)
        filed = self.today - datetime.timedelta(days=rng.randint(1, 90)) if left < 120 and rng.random() < 0.4 else None
        withdrawn = self.today - datetime.timedelta(days=rng.randint(1, 90)) if rng.random() < 0.02 else None
        return [
            Certificate(
                product=page,
                stars=stars,
                score={3: 61, 4: 78, 5: 92}[stars],
                number=page.product_code,
                decision_number="0000/QĐ-UBND",
                legal_basis="Quyết định 148/QĐ-TTg",
                issued_on=issued_on,
                expires_on=expires_on,
                renewal_filed_on=filed if filed and filed > issued_on else None,
                withdrawn_on=withdrawn if withdrawn and withdrawn > issued_on else None,
                withdrawal_ground="Ngừng sản xuất" if withdrawn else "",
                source_grade=rng.choices(SourceGrade.values, [80, 12, 8])[0],
            )
        ]

    def channels(self, page):
        """Return one or two places to buy."""
        kinds = self.rng.sample(
            [
                (ChannelKind.FARM, "Tại vườn"),
                (ChannelKind.SHOP, "Cửa hàng ở Sơn La"),
                (ChannelKind.MARKET, "Chợ phiên"),
            ],
            self.rng.randint(1, 2),
        )
        return [
            SalesChannel(page=page, kind=kind, name=name, sort_order=number)
            for number, (kind, name) in enumerate(kinds)
        ]

    def offer(self, page, kind):
        """Return the offer; one in four was confirmed too long ago, one in twenty never."""
        ago = None if self.rng.random() < 0.05 else self.generator.days_ago(0, 120)
        return Offer(
            product=page,
            stock=Stock.IN if self.rng.random() < 0.93 else Stock.OUT,
            price_note="Giá tại nhà",
            price_confirmed_on=ago,
            supply_confirmed_on=ago,
            capacity_unit="chiếc" if kind.get("pack") == "chiếc" else "kg",
        )

    def tiers(self, offer, kind):
        """Return the prices by grade, dearest first; one product in twelve has none yet."""
        if self.rng.random() < 0.08:
            return []
        low, high = kind["price"]
        top = self.rng.randint(low + (high - low) // 3, high)
        grades = kind.get("grades", [""])
        rows = []
        for number, grade in enumerate(grades):
            retail = round(top * (1 - 0.15 * number), -3) or 1000
            rows.append(
                PriceTier(
                    offer=offer,
                    grade=grade,
                    pack=kind.get("pack", ""),
                    unit="kg",
                    retail=int(retail),
                    wholesale=int(round(retail * 0.82, -2)) if self.rng.random() < 0.6 else None,
                    minimum_order="50 kg",
                    sort_order=number,
                )
            )
        return rows

    def months(self, offer, kind):
        """Return the twelve months of supply."""
        return [
            SupplyMonth(
                offer=offer,
                month=number,
                availability=level,
                capacity=self.rng.randint(1, 20) * 10 if level else None,
            )
            for number, level in enumerate(kind["supply"], 1)
        ]
