"""A member's home."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from cooperatives.stall.frame import tasks_of
from cooperatives.stall.guard import member_view


@require_safe
@member_view
def home(request, producer):
    """What needs doing first, then the products."""
    return render(request, "cooperatives/stall/home.html", {"producer": producer, "tasks": tasks_of(producer)})
