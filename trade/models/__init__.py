from .pages import EventIndexPage, EventPage
from .parts import EventDocument, EventProducer, EventProduct

__all__ = ["EventDocument", "EventIndexPage", "EventPage", "EventProducer", "EventProduct"]
