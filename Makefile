# Everything a developer or an operator runs here; `make` alone lists it. It needs Python 3.13 or newer, make and
# a package index: no gettext, node, compiler or system package.

PORT ?= 8000
# The demo's database; `make demo DATABASE_URL=postgres://…` chooses another. A variable of the caller's shell does
# not, so that a demo never lands among real data.
DATABASE_URL := sqlite:///data/skillmatrix.sqlite3

# No recipe depends on an installation's settings, neither in the caller's environment nor in a .env file.
unexport ALLOWED_HOSTS ALLOWED_HOSTS_FILE BEHIND_PROXY CONTENT_LANGUAGE CSRF_TRUSTED_ORIGINS DATABASE_URL \
	DATABASE_URL_FILE DEBUG DJANGO_SETTINGS_MODULE FEEDBACK_HOURLY FEEDBACK_HOURLY_PER_SENDER \
	FEEDBACK_KEEP_DAYS HSTS_INCLUDE_SUBDOMAINS HSTS_SECONDS HTTPS \
	IMPORT_CONFIRM_HOURS IMPORT_KEEP_DAYS LOG_LEVEL SECRET_KEY SECRET_KEY_FILE TIME_ZONE
export ENV_FILE := /dev/null
PRODUCTION := ALLOWED_HOSTS=skills.example.com SECRET_KEY=for-checks-and-collecting-static-files-never-for-serving

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 13))
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.14)
FOUND = $(shell for python in $(PYTHONS); do "$$python" -c '$(NEW_ENOUGH)' 2>/dev/null && echo "$$python" && break; done)
INSTALLED = $(shell $(BIN)/python -c '$(NEW_ENOUGH)' 2>/dev/null && echo yes)

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-slow bench audit lint format pins messages messages-check static production screenshots pictures clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

setup: .venv/development ## Install what development, the demo and the tests need into .venv

demo: setup ## Serve the demo on 127.0.0.1, port 8000 (PORT=8080 changes it); a second run keeps the data
	@mkdir -p data
	@DEBUG=1 DATABASE_URL='$(DATABASE_URL)' $(MANAGE) migrate --verbosity 0
	@DEBUG=1 DATABASE_URL='$(DATABASE_URL)' $(MANAGE) load_demo
	@exec env DEBUG=1 DATABASE_URL='$(DATABASE_URL)' $(MANAGE) runserver 127.0.0.1:$(PORT)

test: lint ## Lint, then every test that is not marked slow
	$(BIN)/python -m pytest -n 2 -m "not slow"

test-slow: setup ## The slow tests, then the whole suite on PostgreSQL
	$(BIN)/python -m pytest -n 2 -m slow || test $$? -eq 5  # 5: no test is marked slow
	$(BIN)/python scripts/postgres.py -n 2

bench: setup static ## Measure importing 50,000 rows, as ratios, on SQLite and PostgreSQL (half an hour)
	$(BIN)/python scripts/bench.py

audit: setup ## Have Lighthouse judge pages as production serves them (needs Chromium, and Node.js with npm)
	$(BIN)/python scripts/audit.py

lint: setup ## Check style, templates, types, migrations and the settings of production
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m djlint --quiet --lint templates
	$(BIN)/python -m mypy
	DEBUG=1 DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

format: setup ## Put Python files into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pins: setup ## Pin requirements/ anew after a change of pyproject.toml (UPGRADE=1 takes the newest of all)
	$(call pin,requirements/production.txt)
	$(call pin,requirements/development.txt,--group dev)

pin = $(BIN)/uv pip compile pyproject.toml $(2) --quiet --universal --python-version 3.13 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" $(if $(UPGRADE),--upgrade) -o $(1)

messages: setup ## Bring the catalogues in skillmatrix/locale up to date with the code, and compile them
	$(BIN)/python scripts/messages.py

messages-check: setup ## Name every message that is missing, fuzzy, untranslated or not compiled
	$(BIN)/python scripts/messages.py --check

static: setup ## Collect and compress static files into static/
	$(PRODUCTION) $(MANAGE) collectstatic --noinput --clear --verbosity 0

production: .venv/production ## Install what production needs into .venv, and collect static files
	@mkdir -p data
	$(PRODUCTION) $(MANAGE) collectstatic --noinput --clear --verbosity 0

screenshots: setup ## Photograph every page in three widths, light and dark, into screenshots/ (needs Chromium)
	$(BIN)/python scripts/screenshots.py

pictures: setup ## Take the pictures of the documentation anew (needs Chromium, and LibreOffice for one)
	$(BIN)/python scripts/pictures.py

clean: ## Remove .venv, static/ and all caches; data/ stays
	rm -rf .venv static screenshots audit test-results .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is as old as the last install from its requirements.
.venv/development .venv/production: .venv/%: requirements/%.txt .venv/bin/python
	@$(if $(INSTALLED),,$(error .venv has a Python older than 3.13. Remove it with `make clean` and try again))
	@echo "Installing requirements/$*.txt into .venv (this once; about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/bin/python:
	@$(if $(FOUND),,$(error Skillmatrix needs Python 3.13 or newer, not found as: $(PYTHONS). \
		Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.13))
	@$(FOUND) -m venv --clear .venv >/dev/null 2>&1 || { rm -rf .venv; echo "$(FOUND) cannot create .venv: on Debian \
	or Ubuntu install python3-venv; elsewhere \`$(FOUND) -m venv .venv\` says why." >&2; exit 1; }
