"""Receivers that keep the catalogue's rows in step with what they are made from."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from cooperatives.models import ProducerPage
from products import catalogue
from products.models import Certificate, Offer, PriceTier, ProductPage, SupplyMonth


def refresh_soon(product_id):
    """Refresh one product's row when the transaction commits: once, however many of its prices and months are saved."""
    refresh = partial(catalogue.refresh, (product_id,))
    connection = transaction.get_connection()
    # The list of a transaction's own callbacks forgets those of a rolled-back savepoint, which a set of ours would not.
    waiting = (callback for _savepoints, callback, _robust in connection.run_on_commit)
    if not any(
        isinstance(item, partial) and (item.func, item.args) == (refresh.func, refresh.args) for item in waiting
    ):
        transaction.on_commit(refresh)


@receiver([page_published, page_unpublished], sender=ProductPage)
def product_changed(sender, instance, **kwargs):
    catalogue.refresh([instance.pk])


@receiver(page_published, sender=ProducerPage)
def producer_published(sender, instance, **kwargs):
    catalogue.refresh_producer(instance.pk)


@receiver(page_unpublished, sender=ProducerPage)
def producer_unpublished(sender, instance, **kwargs):
    """Take a producer's products along: nobody is shown goods without who makes them."""
    for product in ProductPage.objects.filter(producer=instance).live():
        product.unpublish()


@receiver(post_page_move)
def page_moved(sender, instance, **kwargs):
    """Give moved products their new producer."""
    if isinstance(instance.specific, ProductPage):
        product = instance.specific
        product.save(update_fields=["producer"])
        catalogue.refresh([product.pk])


@receiver([post_save, post_delete], sender=Certificate)
@receiver([post_save, post_delete], sender=Offer)
def record_changed(sender, instance, **kwargs):
    refresh_soon(instance.product_id)


@receiver([post_save, post_delete], sender=PriceTier)
@receiver([post_save, post_delete], sender=SupplyMonth)
def offer_row_changed(sender, instance, **kwargs):
    refresh_soon(instance.offer.product_id)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def privacy_changed(sender, instance, **kwargs):
    """A page made private takes the products below it out of the catalogue, and back."""
    page = instance.page
    catalogue.refresh(ProductPage.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True))
