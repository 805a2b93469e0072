"""Invents names and texts for `generate_catalogue` from the building stones in `data/generator.toml`."""

from functools import cached_property

from home.demo import tables


class Wording:
    """Names, texts and kinds; the same `rng` (a `random.Random`) gives the same words."""

    def __init__(self, rng):
        self.rng = rng
        self.table = tables.toml("generator")

    @cached_property
    def villages(self):
        """Every village name that can be built."""
        return [f"{first} {last}" for first in self.table["village_first"] for last in self.table["village_last"]]

    @cached_property
    def kinds(self):
        """The kinds of product, and their weights."""
        return self.table["kind"], [kind["weight"] for kind in self.table["kind"]]

    def kind(self):
        """Return a kind of product, the frequent ones more often."""
        kinds, weights = self.kinds
        return self.rng.choices(kinds, weights)[0]

    def village(self):
        """Return the name of a village, without the word "bản"."""
        return self.rng.choice(self.villages)

    def person(self):
        """Return the name of nobody in particular."""
        return " ".join(self.rng.choice(self.table[part]) for part in ("family_names", "middle_names", "given_names"))

    def producer(self, village):
        """Return (legal form, name) of a producer in `village`."""
        forms = self.table["form"]
        form = self.rng.choices(forms, [form["weight"] for form in forms])[0]
        field = self.rng.choice(self.table["fields"])
        return form["value"], form["name"].format(field=field, village=village, person=self.person())

    def product(self, kind, village):
        """Return a product's name: kind, quality and place, such as "Na dai trên đá Noong Hoa"."""
        parts = [self.rng.choice(kind["names"]), self.rng.choice(self.table["qualities"])]
        return " ".join([*parts, village] if self.rng.random() < 0.7 else parts)

    def tags(self):
        """Return one to three tags."""
        return self.rng.sample(self.table["tags"], self.rng.randint(1, 3))

    def sentence(self, pool, **words):
        """Return a sentence from a list of patterns, filled in."""
        return self.rng.choice(pool).format(**self.numbers(), **words)

    def numbers(self):
        """Return the numbers that patterns may use."""
        return {"month": self.rng.randint(1, 12), "number": self.rng.randint(5, 60)}

    def story(self, product, village, maker):
        """Return a story of two or three paragraphs, 60 to 200 syllables in all."""
        pools = self.table["stories"]
        words = {"product": product, "village": village, "maker": maker}
        middle = [
            text.format(**self.numbers(), **words) for text in self.rng.sample(pools["middle"], self.rng.randint(2, 5))
        ]
        cut = len(middle) // 2
        first = " ".join([self.sentence(pools["opening"], **words), *middle[:cut]])
        second = " ".join([*middle[cut:], self.sentence(pools["closing"], **words)])
        return [first, second]

    def summary(self, which, **words):
        """Return a sentence of at most 200 characters; `which` is "summaries" or "producer_summaries"."""
        return self.sentence(self.table["stories"][which], **words)[:200]

    def headline(self, **words):
        """Return an article's title."""
        return self.sentence(self.table["stories"]["articles"], **words)
