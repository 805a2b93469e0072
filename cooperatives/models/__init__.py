from .pages import ProducerIndexPage, ProducerPage, ProducerPicture, ProducerStandard
from .places import Commune
from .records import ContactConfirmation
from .standards import HeldStandard, Standard

__all__ = [
    "Commune",
    "ContactConfirmation",
    "HeldStandard",
    "ProducerIndexPage",
    "ProducerPage",
    "ProducerPicture",
    "ProducerStandard",
    "Standard",
]
