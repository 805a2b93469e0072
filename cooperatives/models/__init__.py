from .changes import LivingChange
from .members import Invitation, Membership, Stall, StallRequest
from .notes import PutAwayNote
from .pages import ProducerIndexPage, ProducerPage, ProducerPicture, ProducerStandard
from .places import Commune
from .records import ContactConfirmation
from .standards import HeldStandard, Standard

__all__ = [
    "Commune",
    "ContactConfirmation",
    "HeldStandard",
    "Invitation",
    "LivingChange",
    "Membership",
    "ProducerIndexPage",
    "ProducerPage",
    "ProducerPicture",
    "ProducerStandard",
    "PutAwayNote",
    "Stall",
    "StallRequest",
    "Standard",
]
