"""PostgreSQL keeps at most a megabyte of words for one row of the index, and refuses to save the row beyond that.

What is longer is found by its beginning: all texts of the row are cut after the same number of letters, so that titles and
summaries stay whole, and a text as written is found as far as its folded twin is.
"""

import logging

from django.db import OperationalError, connection, transaction
from modelsearch.backends.database.postgres.postgres import ObjectIndexer

SURE_LETTERS = 70_000  # fewer fit whatever they are, a word of one letter costing seven bytes more
STEP = 100  # letters; so exactly the longest beginning is looked for
TOO_LONG = "54000"  # PostgreSQL's "program limit exceeded"
# The title is kept beside the body, and one of our indexes counts both together.
ROOM_FOR_TITLES = " ".join(f"{number:x}" for number in range(5_000, 9_000))

logger = logging.getLogger(__name__)


class FittingIndexer(ObjectIndexer):
    """Wagtail's, which hands all texts of a page to PostgreSQL, whatever comes of it."""

    def as_vector(self, texts, for_autocomplete=False):
        config = self.autocomplete_config if for_autocomplete else self.config
        length = letters_that_fit([text for text, _weight in texts], config)
        if length is not None:
            logger.warning("%s: only the first %s letters of a text are searched", self.obj._meta.label, length)
            texts = [(cut(text, length), weight) for text, weight in texts]
        return super().as_vector(texts, for_autocomplete)


def letters_that_fit(texts, config):
    """Return after how many letters each text has to be cut; None where all of them fit as they are, as they nearly always do.

    `config` is the name of a text search configuration.
    """
    if sum(map(len, texts)) <= SURE_LETTERS or fit(texts, config):
        return None
    fitting, too_many = 0, max(map(len, texts))
    while too_many - fitting > STEP:
        length = (fitting + too_many) // 2
        if fit([cut(text, length) for text in texts], config):
            fitting = length
        else:
            too_many = length
    return fitting


def fit(texts, config):
    """Whether PostgreSQL can keep all words of the texts together: only it knows what it makes of them."""
    texts = [*texts, ROOM_FOR_TITLES]
    vectors = " || ".join(["to_tsvector(%s::regconfig, %s)"] * len(texts))
    values = [value for text in texts for value in (config, text)]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT length({vectors})", values)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != TOO_LONG:
            raise
        return False
    return True


def cut(text, length):
    """Return at most so many letters of a text, up to the end of a word."""
    return text if len(text) <= length else text[:length].rsplit(None, 1)[0]
