"""The demo's accounts: one for each role."""

import os
import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from cooperatives.models import ProducerPage
from cooperatives.onboarding import add_member
from home.demo import tables
from home.foundation.groups import EDITORS, OFFICERS

# user name, what the person is called, family and middle name, what the role is called, group, or the key of the producer whose member it is
ACCOUNTS = [
    ("quantri", "Dũng", "Hà Văn", "quản trị", None, None),
    ("bientap", "Hương", "Nguyễn Thu", "biên tập viên", EDITORS, None),
    ("canbo", "Nguyệt", "Cầm Thị", "cán bộ", OFFICERS, None),
    ("htx1", "Hoạ", "Lò Thị Minh", "thành viên", None, 0),
    ("htx2", "Vân", "Nguyễn Đức Thuỳ", "thành viên", None, 1),
]


def load_accounts(producer_ids, new_password=False):
    """Make the accounts that are missing.

    `producer_ids`: page ids of the demo's producers by key; the first two that have products get a member each.
    Returns (lines that tell who is who, the password if one was set now, else ""). The password is `DEMO_PASSWORD`, which
    existing demo accounts get too; without it a new account, or with `new_password` each account, gets a random one.
    """
    User = get_user_model()
    given = os.environ.get("DEMO_PASSWORD", "")
    password = given or secrets.token_urlsafe(9)
    members = member_producers(producer_ids)
    lines = []
    anything_set = False
    for name, first, last, role, group_name, number in ACCOUNTS:
        user = User.objects.filter(username=name).first()
        new = user is None
        if new:
            user = User(username=name, first_name=first, last_name=last, email=f"{name}@example.vn")
            user.is_superuser = user.is_staff = name == "quantri"
        if new or given or new_password:
            user.set_password(password)
            user.save()
            anything_set = True
        if group_name:
            user.groups.add(Group.objects.get(name=group_name))
        if number is not None:
            if len(members) <= number:
                continue
            add_member(user, members[number], is_lead=True)
            role = f"{role} của {members[number].title}"
        lines.append(f"{name:<8} {role}")
    return lines, password if anything_set else ""


def member_producers(producer_ids):
    """Return the first two producers, in the tables' order, that have products."""
    makers = list(dict.fromkeys(row["producer"] for row in tables.products()))
    pages = ProducerPage.objects.in_bulk([producer_ids[key] for key in makers[:2]])
    return [pages[producer_ids[key]] for key in makers[:2]]
