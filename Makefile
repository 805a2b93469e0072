# Every target with a `##` comment shows in `make help`. The work is done by scripts/, which also run by themselves.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PY := .venv/bin/python
PORT ?= 8000
export PORT

.PHONY: help run test test-fast lint format demo messages translations lock bench lighthouse html-check shots guide-pictures clean

help: ## Print this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z][a-z-]*:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Install, migrate, load the demo site if the database is empty, and serve http://127.0.0.1:8000 (PORT= overrides)
	@scripts/run

test: ## Run the whole suite: on SQLite, on PostgreSQL, and in Chromium
	@scripts/test

test-fast: ## Run the tests on SQLite only, without the browser (ARGS= for pytest)
	@scripts/bootstrap dev
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/browser -m "not services" $(ARGS)

lint: ## Check Python, templates, messages, migrations and settings; changes nothing
	@scripts/lint

format: ## Format Python and indent the templates
	@scripts/bootstrap dev
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format .
	@.venv/bin/djhtml -t 2 site/templates || true

demo: ## Rebuild the demo site in the development database (DEMO_PASSWORD= sets the accounts' password)
	@scripts/bootstrap
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_demo --rebuild

messages: ## Collect the interface strings into site/locale/*/LC_MESSAGES/*.po (needs gettext)
	@scripts/messages

translations: ## Compile the .po files (run, test and deployment do it by themselves)
	@scripts/bootstrap
	@$(PY) scripts/compile_messages.py

lock: ## Write requirements.txt and requirements-dev.txt anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@scripts/bootstrap dev
	@scripts/lock $(ARGS)

bench: ## Time the pages at 2,000 and 20,000 products on SQLite and PostgreSQL; writes var/bench.json
	@scripts/bootstrap
	@$(PY) manage.py bench $(ARGS)

lighthouse: ## Score the pages people land on with Lighthouse (mobile); fails under 95 (ARGS= names pages)
	@scripts/bootstrap dev
	@scripts/system-packages chromium nodejs
	@$(PY) scripts/lighthouse.py $(ARGS)

html-check: ## Run the Nu HTML checker over every page type
	@scripts/bootstrap dev
	@scripts/system-packages java nodejs
	@$(PY) scripts/html_check.py $(ARGS)

shots: ## Take screenshots of every page type at 375 and 1280 px, light and dark, into var/shots
	@scripts/bootstrap dev
	@scripts/system-packages chromium
	@$(PY) scripts/shots.py $(ARGS)

guide-pictures: ## Take the screenshots of docs/huong-dan anew, from the demo (ARGS= names pictures)
	@scripts/bootstrap dev
	@scripts/system-packages chromium
	@$(PY) scripts/guide_pictures.py $(ARGS)

clean: ## Remove what the other targets made, but for the development database and its pictures
	@rm -rf var/test-databases var/preview var/shots var/npm var/static var/pytest_cache var/lighthouse .coverage
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
