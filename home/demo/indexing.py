"""Indexes many pages at once: one statement for a hundred pages instead of several for each."""

from collections import defaultdict
from contextlib import contextmanager

from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.backends import get_search_backends
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

BATCH = 500


@contextmanager
def indexing_later():
    """Inside, saving an object indexes nothing; whoever uses this calls `index_objects` afterwards.

    For commands only: the receivers are disconnected for the whole process.
    """
    models = [model for model in index.get_indexed_models() if getattr(model, "search_auto_update", True)]
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)


def index_objects(objects, references=True):
    """Write the search index of `objects` (saved pages and pictures), and what they refer to."""
    by_model = defaultdict(list)
    for instance in objects:
        by_model[type(instance)].append(instance)
    for model, instances in by_model.items():
        for backend in get_search_backends(with_auto_update=True):
            for start in range(0, len(instances), BATCH):
                backend.add_bulk(model, instances[start : start + BATCH])
        if references:
            index_references(instances)


def index_references(objects):
    """Write what `objects` refer to, for the admin's "used in"."""
    for instance in objects:
        ReferenceIndex.create_or_update_for_object(instance)
