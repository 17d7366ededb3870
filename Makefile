# One word for each chore. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
BENCH := .venv-bench
BENCH_STAMP := $(BENCH)/installed
PIP := -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup demo test golden lint score bench

help: ## list the chores
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv from requirements.lock; afterwards .venv/bin/musterroll runs

demo: $(STAMP) ## read examples/ and print the table and the summary
	@$(BIN)/musterroll read examples

test: lint ## lint, types, and all tests
	$(BIN)/python -m pytest

golden: $(STAMP) ## rewrite what the tests hold printed output against, and the excerpt in the README; look at the difference
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest --quiet tests/cli/test_golden.py tests/cli/test_help.py

lint: $(STAMP) ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

score: $(STAMP) ## score the reader against the gold beside the project; ARGS="--closed", "--save", "--misses" …
	@$(BIN)/python benchmarks/score.py $(ARGS)

bench: $(BENCH_STAMP) ## measure speed, memory and start-up, and write docs/benchmarks.md
	$(BENCH)/bin/python $(PIP) install --force-reinstall --no-deps --no-build-isolation .
	$(BENCH)/bin/python benchmarks/speed.py

# Half-made environments are removed first, so that a broken download is mended by running make again.
$(STAMP): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Musterroll needs Python 3.11 or newer: make PYTHON=/path/to/python setup")'
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python $(PIP) install --require-hashes --requirement requirements.lock
	$(BIN)/python $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The package itself is built anew for each run, as a wheel, whose reader is compiled.
$(BENCH_STAMP): requirements-bench.lock
	rm -rf $(BENCH)
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python $(PIP) install --require-hashes --requirement requirements-bench.lock
	@touch $@
