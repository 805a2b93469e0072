"""Production settings: complete or refused, silent under `check --deploy`, and alive under gunicorn."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, suppress
from http.client import HTTPConnection
from urllib.parse import urlsplit

import boto3
import psycopg
import pytest
import redis
from django.db import connection
from moto.server import ThreadedMotoServer
from psycopg import sql

from tests.repository import ROOT

ENVIRONMENT = {
    "SECRET_KEY": "a-key-for-a-test-that-is-long-enough-to-please-the-deployment-check-0123456789",
    "SITE_URL": "https://ocop.example.vn",
    "DATABASE_URL": "postgres://ocop:secret@127.0.0.1:5432/ocop",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp+tls://ocop:secret@mail.example.vn:587",
    "DEFAULT_FROM_EMAIL": "OCOP Mai Sơn <ocop@example.vn>",
    "S3_BUCKET": "ocop",
    "S3_ENDPOINT_URL": "https://s3.example.vn",
    "S3_ACCESS_KEY_ID": "key",
    "S3_SECRET_ACCESS_KEY": "secret",
    "S3_PUBLIC_URL": "https://media.example.vn",
}
S3_NAMES = [name for name in ENVIRONMENT if name.startswith("S3_")]


def manage(*arguments, environment=ENVIRONMENT, without=(), **extra):
    """Runs manage.py under production settings with nothing else of this process's environment but the path."""
    variables = {name: value for name, value in {**environment, **extra}.items() if name not in without}
    variables |= {"DJANGO_SETTINGS_MODULE": "ocop.settings.production", "PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )


def settings_of_production(*names, **kwargs):
    """Returns the values of settings under production, as a fresh process sees them."""
    code = f"import json; from django.conf import settings; print(json.dumps({{n: getattr(settings, n) for n in {names!r}}}))"
    result = manage("shell", "--no-imports", "-c", code, **kwargs)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout.splitlines()[-1])


class TestRefusal:
    def test_all_missing_variables_are_named_at_once(self):
        result = manage("check", environment={})
        assert result.returncode == 1
        line = result.stderr.splitlines()[-1]
        assert line.startswith("django.core.exceptions.ImproperlyConfigured: Missing environment variables: ")
        assert set(ENVIRONMENT) - set(line.replace(",", " ").split()) == set()

    @pytest.mark.parametrize("name", ENVIRONMENT)
    def test_one_missing_or_empty_variable_is_enough(self, name):
        result = manage("check", **{name: ""})
        assert result.returncode == 1
        assert f"Missing environment variables: {name}" in result.stderr.splitlines()[-1].replace(" (on", ",")

    def test_a_media_folder_stands_for_the_object_store(self, tmp_path):
        values = settings_of_production("MEDIA_ROOT", "MEDIA_URL", without=S3_NAMES, MEDIA_ROOT=str(tmp_path))
        assert values == {"MEDIA_ROOT": str(tmp_path), "MEDIA_URL": "/media/"}

    def test_a_database_other_than_postgresql_is_refused(self):
        result = manage("check", DATABASE_URL="sqlite:///var/db.sqlite3")
        assert result.returncode == 1
        assert "DATABASE_URL must name a PostgreSQL database" in result.stderr

    def test_an_address_without_https_is_refused(self):
        result = manage("check", SITE_URL="http://ocop.example.vn")
        assert result.returncode == 1
        assert "SITE_URL must be the public address" in result.stderr


class TestSettings:
    def test_the_deployment_check_is_silent(self):
        result = manage("check", "--deploy", "--fail-level", "WARNING")
        assert result.stderr == ""
        assert result.stdout == "System check identified no issues (0 silenced).\n"

    def test_hosts_origins_and_mails_follow_from_the_address(self):
        names = (
            "DEBUG",
            "ALLOWED_HOSTS",
            "CSRF_TRUSTED_ORIGINS",
            "WAGTAILADMIN_BASE_URL",
            "EMAIL_BACKEND",
            "EMAIL_HOST",
            "EMAIL_USE_TLS",
        )
        assert settings_of_production(*names, SITE_URL="https://ocop.example.vn/") == {
            "DEBUG": False,
            "ALLOWED_HOSTS": ["ocop.example.vn"],
            "CSRF_TRUSTED_ORIGINS": ["https://ocop.example.vn"],
            "WAGTAILADMIN_BASE_URL": "https://ocop.example.vn",
            "EMAIL_BACKEND": "ocop.core.mail.EmailBackend",
            "EMAIL_HOST": "mail.example.vn",
            "EMAIL_USE_TLS": True,
        }

    def test_pictures_may_come_from_the_store_and_from_nowhere_else(self):
        policy = settings_of_production("CONTENT_SECURITY_POLICY")["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
        assert policy["img-src"] == ["'self'", "data:", "https://media.example.vn"]
        assert policy["script-src"] == policy["style-src"] == ["'self'"]

    def test_the_demo_refuses_to_load(self):
        result = manage("load_demo")
        assert result.returncode == 1
        assert "CommandError" in result.stderr
        assert "production" in result.stderr


# --- The real thing --------------------------------------------------------------------------------------------------

MAKE_A_PICTURE = """
import io
from PIL import Image
from django.core.files.images import ImageFile
from wagtail.images import get_image_model
file = io.BytesIO()
Image.new("RGB", (800, 600), (31, 74, 56)).save(file, "JPEG")
picture = get_image_model().objects.create(title="Na chín", file=ImageFile(file, name="Na chín.jpg"))
print(picture.file.url)
print(picture.get_rendition("width-320|format-webp").url)
"""


def get(address, host="ocop.example.vn", **headers):
    """Asks without following redirects; returns status, headers and body."""
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.hostname, parts.port, timeout=60)) as http:
        http.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers={"Host": host, **headers})
        answer = http.getresponse()
        return answer.status, answer.headers, answer.read()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="class")
def postgres_url(django_db_setup, django_db_blocker):
    """A database of its own on the server that the tests use, migrated and empty."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: TEST_DATABASE_URL")
    settings = connection.settings_dict
    server = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
    }
    name = f"{settings['NAME']}_production"
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        template = sql.Identifier(settings["TEST"]["TEMPLATE"])
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template))
        secret = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
        yield f"postgres://{settings['USER']}{secret}@{settings['HOST']}:{settings['PORT'] or 5432}/{name}"
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="class")
def redis_url():
    url = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
    try:
        redis.Redis.from_url(url, socket_connect_timeout=3).ping()
    except redis.ConnectionError:
        server = shutil.which("redis-server")
        if server is None:
            message = f"no Redis answers at {url}; set TEST_REDIS_URL or install redis-server"
            pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
        port = free_port()
        process = subprocess.Popen(
            [server, "--port", str(port), "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL
        )
        yield f"redis://127.0.0.1:{port}/0"
        process.terminate()
        process.wait(timeout=10)
    else:
        yield url


@pytest.fixture(scope="class")
def store():
    """An S3 server in this process; yields its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="class")
def environment(postgres_url, redis_url, store, tmp_path_factory):
    """The whole environment of a fresh installation: bucket, tables, static files."""
    folder = tmp_path_factory.mktemp("production")
    variables = {
        **ENVIRONMENT,
        "DATABASE_URL": postgres_url,
        "REDIS_URL": redis_url,
        "CACHE_KEY_PREFIX": f"test-{os.getpid()}",
        "EMAIL_URL": "consolemail://",
        "S3_ENDPOINT_URL": store,
        "S3_PUBLIC_URL": f"{store}/ocop",
        "STATIC_ROOT": str(folder / "static"),
    }
    s3 = boto3.client(
        "s3", endpoint_url=store, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    )
    s3.create_bucket(Bucket="ocop")
    # As docs/deploy.md sets it up: the sizes of pictures for everybody, originals and documents for nobody.
    public = "arn:aws:s3:::ocop/images/*"
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": [public]}
    s3.put_bucket_policy(Bucket="ocop", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    for command in (["migrate"], ["prepare_site"], ["collectstatic", "--noinput"]):
        result = manage(*command, "--verbosity", "0", environment=variables)
        assert result.returncode == 0, result.stderr
    return variables


@pytest.fixture(scope="class")
def served(environment, tmp_path_factory):
    """gunicorn as a deployment starts it; yields its address and its log."""
    address, log = f"127.0.0.1:{free_port()}", tmp_path_factory.mktemp("gunicorn") / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn"],
            cwd=ROOT,
            env={
                **environment,
                "PATH": os.environ["PATH"],
                "GUNICORN_BIND": address,
                "DJANGO_SETTINGS_MODULE": "ocop.settings.production",
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            if get(f"http://{address}/healthz")[0] == 200:
                break
        time.sleep(0.2)
    else:
        process.kill()
        pytest.fail(f"gunicorn did not start:\n{log.read_text()}")
    yield f"http://{address}", log
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0


HTTPS = {"X-Forwarded-Proto": "https"}


@pytest.mark.services
class TestUnderGunicorn:
    def test_the_process_and_its_services_say_they_are_well(self, served):
        url, _ = served
        assert [get(f"{url}/{name}")[0] for name in ("healthz", "readyz")] == [200, 200]

    def test_http_is_sent_to_https(self, served):
        status, headers, _ = get(f"{served[0]}/")
        assert (status, headers["Location"]) == (301, "https://ocop.example.vn/")

    def test_a_foreign_host_is_refused(self, served):
        assert get(f"{served[0]}/", host="evil.example", **HTTPS)[0] == 400

    def test_a_page_carries_the_strict_policy_and_the_transport_headers(self, served):
        status, headers, body = get(f"{served[0]}/", **HTTPS)
        assert status == 200
        assert 'lang="vi"' in body.decode()
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert (policy["script-src"], policy["style-src"]) == ("'self'", "'self'")
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        assert headers["X-Content-Type-Options"] == "nosniff"

    def test_static_files_are_compressed_and_kept_for_ever(self, served):
        body = get(f"{served[0]}/", **HTTPS)[2].decode()
        path = body.split('rel="stylesheet" href="')[1].split('"')[0]
        status, headers, _ = get(served[0] + path, **HTTPS, **{"Accept-Encoding": "br"})
        assert (status, headers["Content-Encoding"]) == (200, "br")
        assert headers["Cache-Control"] == "max-age=315360000, public, immutable"

    def test_a_picture_and_its_rendition_are_read_from_the_store(self, served, environment):
        result = manage("shell", "--no-imports", "-c", MAKE_A_PICTURE, environment=environment)
        assert result.returncode == 0, result.stderr
        original, rendition = result.stdout.splitlines()[-2:]
        assert original.startswith(environment["S3_PUBLIC_URL"] + "/original_images/")
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(original)
        assert rendition.startswith(environment["S3_PUBLIC_URL"] + "/images/")
        assert rendition.isascii()
        with urllib.request.urlopen(rendition) as answer:
            assert (answer.headers["Content-Type"], answer.read(4)) == ("image/webp", b"RIFF")

    def test_the_admin_asks_for_a_password_over_a_secure_cookie(self, served):
        status, headers, _ = get(f"{served[0]}/dang-nhap/", **HTTPS)
        assert status == 200
        cookies = headers.get_all("Set-Cookie")
        assert [cookie for cookie in cookies if "Secure" not in cookie] == []

    def test_the_log_keeps_paths_and_no_visitor(self, served):
        url, log = served
        get(f"{url}/tim-kiem/?q=so-dien-thoai-0912345678", **HTTPS, **{"User-Agent": "Trinh duyet la"})
        deadline = time.monotonic() + 10
        while "GET /tim-kiem/ 200" not in (lines := log.read_text()):  # a line is written after its answer
            assert time.monotonic() < deadline, lines
            time.sleep(0.1)
        assert "0912345678" not in lines
        assert "Trinh duyet la" not in lines
        assert "127.0.0.1 - -" not in lines

    def test_pages_are_served_when_the_cache_is_gone_and_the_log_and_readiness_say_so(self, environment, tmp_path):
        address, log = f"127.0.0.1:{free_port()}", tmp_path / "log"
        variables = {
            **environment,
            "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0",
            "GUNICORN_BIND": address,
            "WEB_CONCURRENCY": "1",
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "ocop.settings.production",
        }
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn"], cwd=ROOT, env=variables, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            deadline = time.monotonic() + 120
            while True:
                with suppress(OSError):
                    alive = get(f"http://{address}/healthz")[0]
                    break
                assert time.monotonic() < deadline
                time.sleep(0.2)
            status, _headers, body = get(f"http://{address}/readyz")
            assert (alive, status, body) == (200, 503, b"cache\n")
            for path in ("/", "/en/", "/san-pham/", "/tim-kiem/?q=na", "/luot-xem/", "/dang-nhap/", "/khong-co/"):
                expected = 404 if path == "/khong-co/" else 200
                assert get(f"http://{address}{path}", **HTTPS)[0] == expected, path
        finally:
            process.terminate()
            process.wait(timeout=20)
        assert log.read_text().count("Redis does not answer") == 1
