"""What this package brings to the frame of a member's own screens."""

from django.utils.translation import gettext_lazy as _

from cooperatives.stall.frame import Tab, register_tab


def register():
    """Register the tab of the producer's people."""
    register_tab(Tab("members", _("Members"), "members:people", icon="users", order=80))
