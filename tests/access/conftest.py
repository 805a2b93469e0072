"""One world for all tests of this folder: each class and each test takes back what it changed in it."""

import pytest

from tests.access.world import STANDING, build_world
from tests.conftest import standing


@pytest.fixture(scope="package", autouse=True)
def world(django_db_setup, django_db_blocker):
    """Producers A and B stand in the database until the last test of the folder."""
    with django_db_blocker.unblock(), standing():
        STANDING.append(build_world())
        yield
        STANDING.clear()
