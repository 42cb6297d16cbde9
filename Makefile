# Two commands do everything on a fresh machine: `make app` and `make test`.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: app test lint bench docs notebooks snapshot clean

app: $(VENV)/.app
	$(PY) -m dashboard

test: $(VENV)/.test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) tests/browser/chromium.py
	$(PY) -m pytest -n 2 --dist loadgroup

lint: $(VENV)/.test
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/.bench
	$(PY) tests/browser/chromium.py
	$(PY) -m benchmarks
	$(PY) -m benchmarks.lists
	$(PY) -m benchmarks.coverage
ifdef MIRROR
	$(PY) -m benchmarks.ingestion $(MIRROR)
else
	@echo "Construction des données non mesurée : make bench MIRROR=dossier de fichiers publiés"
endif

# The API page, from the docstrings of the public names: build/docs/citeoscope.html.
docs: $(VENV)/.test
	$(PY) -m pdoc --docformat numpy --no-show-source --no-include-undocumented -o build/docs citeoscope

# Runs the notebooks on the embedded data, and keeps what they show.
notebooks: $(VENV)/.test
	$(PY) tests/test_notebooks.py

# The embedded data, computed from what the pipelines stored.
snapshot: $(VENV)/.app
	$(PY) -m pipelines snapshot

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache

$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Citéoscope demande Python 3.11 ou plus ; $(PYTHON) est plus ancien. Essayez : make app PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade "pip>=25.1"
	touch $@

$(VENV)/.app: $(VENV)/.pip pyproject.toml constraints.txt
	$(PY) -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.bench: $(VENV)/.test
	$(PY) -m pip install --quiet --constraint constraints.txt --group bench
	touch $@

$(VENV)/.test: $(VENV)/.app
	$(PY) -m pip install --quiet --constraint constraints.txt --group dev
	touch $@
