"""Registers the producers' parts of the admin; each line brings a module with its own hooks."""

from cooperatives.access import editor  # noqa: F401
from cooperatives.access import hooks as access  # noqa: F401
from cooperatives.drafts import hooks as drafts  # noqa: F401
from cooperatives.joining import admin as joining  # noqa: F401
from cooperatives.photos import hooks as photos  # noqa: F401
from cooperatives.review import admin as review  # noqa: F401
from cooperatives.stall import same  # noqa: F401
from cooperatives.statistics import admin as statistics  # noqa: F401
