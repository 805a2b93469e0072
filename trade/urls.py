"""Addresses of calendars; they speak Vietnamese only, like the events."""

from django.urls import path, re_path

from trade import views

urlpatterns = [
    path("feeds/su-kien.ics", views.event_feed, name="event_feed"),
    re_path(r"^feeds/su-kien/(?P<pk>[0-9]{1,18})\.ics$", views.event_calendar, name="event_calendar"),
]
