"""No log keeps a link that opens an account."""

import io
import logging
import runpy
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.util import load_class

from ocop.core.logs import MaskSecrets, without_secrets
from tests.repository import ROOT


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("GET /gian-hang/loi-moi/s3cr-et_/ 302", "GET /gian-hang/loi-moi/…/ 302"),
        ("Forbidden (x): /gian-hang/loi-moi/s3cret?a=1", "Forbidden (x): /gian-hang/loi-moi/…?a=1"),
        ("GET /dat-lai-mat-khau/MQ/c1-s3cret/ 302", "GET /dat-lai-mat-khau/MQ/…/ 302"),
        ("GET /en/dat-lai-mat-khau/MQ/c1-s3cret/ 302", "GET /en/dat-lai-mat-khau/MQ/…/ 302"),
        ("GET /gian-hang/loi-moi/ 200", "GET /gian-hang/loi-moi/ 200"),
        ("GET /gian-hang/thanh-vien/loi-moi/3/thu-hoi/ 302", "GET /gian-hang/thanh-vien/loi-moi/3/thu-hoi/ 302"),
    ],
)
def test_the_secret_part_is_masked_and_nothing_else(line, kept):
    assert without_secrets(line) == kept


def test_a_record_is_masked_with_its_arguments():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(MaskSecrets())
    for message, arguments in (
        ("Internal Server Error: %s", ("/gian-hang/loi-moi/s3cret/",)),
        ("%s of %d", ("plain", 3)),
    ):
        handler.handle(logging.LogRecord("masked", logging.ERROR, "", 0, message, arguments, None))
    assert stream.getvalue().splitlines() == ["Internal Server Error: /gian-hang/loi-moi/…/", "plain of 3"]


def test_gunicorn_writes_no_token():
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    logger = load_class(settings["logger_class"])(Config())
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": "/", "SERVER_PROTOCOL": "HTTP/1.1"}
    environ["PATH_INFO"] = environ["RAW_URI"] = "/gian-hang/loi-moi/s3cret/"
    answer = SimpleNamespace(status="302 Found", sent=0, headers=[("Location", "/gian-hang/loi-moi/")])
    took = SimpleNamespace(seconds=0, microseconds=1200)
    atoms = logger.atoms(
        answer, SimpleNamespace(headers=[("REFERER", "http://x/gian-hang/loi-moi/s3cret/")]), environ, took
    )
    assert settings["access_log_format"] % atoms == "GET /gian-hang/loi-moi/…/ 302 0 1200us"
    assert "s3cret" not in str(atoms)
