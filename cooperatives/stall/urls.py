"""Addresses of a member's own screens, below /gian-hang/. None of them says whose: the membership does."""

from django.urls import path

from cooperatives.stall import views

app_name = "stall"

urlpatterns = [
    path("", views.home, name="home"),
]
