"""Exits 0 when the PostgreSQL server of the given URL answers; otherwise says why it does not."""

import sys

import psycopg
from psycopg.conninfo import make_conninfo

try:
    # The database of the URL need not exist yet: the tests make their own.
    psycopg.connect(make_conninfo(sys.argv[1], dbname="postgres", connect_timeout=5)).close()
except psycopg.Error as error:
    sys.exit(str(error).splitlines()[0])
