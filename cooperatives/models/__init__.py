from .changes import LivingChange
from .members import Invitation, Membership, Stall, StallRequest
from .notes import PutAwayNote
from .pages import ProducerIndexPage, ProducerPage, ProducerPicture, ProducerStandard
from .places import Commune
from .records import ContactConfirmation
from .standards import HeldStandard, Standard
from .statistics import Figure, StatisticReport

__all__ = [
    "Commune",
    "ContactConfirmation",
    "Figure",
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
    "StatisticReport",
]
