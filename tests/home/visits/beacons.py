"""What a page's script sends, from whom and when: shared by the tests of the visit counter."""

import datetime
from zoneinfo import ZoneInfo

import time_machine
from django.test import Client

from home.models import PageVisits
from home.visits.counting import page_mark
from home.visits.roll_up import settle

ADDRESS = "/luot-xem/"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
# A Wednesday in the future: Redis ends a key by the true clock, and must not do so while a test runs.
DAY = datetime.date(2031, 3, 12)


def at(hour, minute=0, day=DAY, second=0):
    """Travels to an hour of a Vietnamese day."""
    moment = datetime.datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=HANOI)
    return time_machine.travel(moment, tick=False)


def send(page=None, agent=PHONE, address="203.0.113.7", client=None, **headers):
    """Sends what a page's script sends; returns the answer's status."""
    return (
        (client or Client())
        .post(
            ADDRESS,
            page_mark(page) if page else "",
            content_type="text/plain;charset=UTF-8",
            HTTP_USER_AGENT=agent,
            REMOTE_ADDR=address,
            **{**OURS, **headers},
        )
        .status_code
    )


def views_of(page):
    settle()
    return sum(PageVisits.objects.filter(page=page).values_list("views", flat=True))
