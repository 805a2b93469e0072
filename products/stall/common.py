"""What the screens of products share."""

from products.models import ProductPage


def own_products(producer):
    """Return the products of one producer: everything here starts from it."""
    return ProductPage.objects.filter(producer=producer)


def plain(text):
    """Return typed text on one line, without control characters and doubled spaces."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
