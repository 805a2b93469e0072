"""How gunicorn serves the site; run `gunicorn` in the checkout with the variables of docs/deploy.md."""

import os

wsgi_app = "ocop.wsgi"
pythonpath = "site,."
bind = os.environ.get("GUNICORN_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("GUNICORN_THREADS", "2"))
timeout = 60  # starting counts too, and a busy machine starts slowly
max_requests, max_requests_jitter = 5000, 500  # gives memory back after large pictures
control_socket_disable = True  # it would want a writable home folder

# Whose X-Forwarded-* headers gunicorn itself believes. Django reads X-Forwarded-Proto too: the proxy must always set it.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")

# Method, path, status, bytes, microseconds: no visitor's address, no query string, no browser.
accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(B)s %(D)sus"
logger_class = "ocop.core.access_log.MaskingLogger"
