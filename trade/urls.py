"""Addresses of calendars; they speak Vietnamese only, like the events."""

from django.urls import path

from trade import views

urlpatterns = [
    path("feeds/su-kien.ics", views.event_feed, name="event_feed"),
    path("feeds/su-kien/<int:pk>.ics", views.event_calendar, name="event_calendar"),
]
