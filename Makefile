# make demo and make test set up what they need; nothing else has to be installed by hand.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than there are processors: some tests wait for programs that they started.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() + 1)')
# Where this forbids it, every worker of the tests would compile all of them anew.
unexport PYTHONDONTWRITEBYTECODE
CATALOGUE := tui/locale/nb/LC_MESSAGES/resultatdialog.po

.PHONY: help setup demo run test check format bench soak catalogue screenshots lock clean

help:  ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.run $(VENV)/.dev  ## Set up .venv with everything for running and testing

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml $(CATALOGUE) | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.run  ## Open the program on the sample municipality
	@$(BIN)/resultatdialog demo

run: $(VENV)/.run  ## Open the program on your own database
	@$(BIN)/resultatdialog

test: $(VENV)/.run $(VENV)/.dev check  ## Check style, types and layers, and run every test
	$(BIN)/python -m pytest -n $(WORKERS) --maxschedchunk=4

check: $(VENV)/.run $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev  ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev  ## Measure side by side; BENCH=--with-visidata gets the rival first
	$(BIN)/python bench $(BENCH)

soak: $(VENV)/.dev  ## Drop lines, kill, write at once, at full length; ONLY=word takes some
	$(BIN)/python -m tests.soak $(ONLY)

catalogue: $(VENV)/.dev  ## Bring the translations up to date with the code
	$(BIN)/pybabel --quiet extract --no-location --sort-by-file --no-wrap --omit-header -k _ -k N_ -k ngettext:1,2 -o $(VENV)/catalogue.pot tui screens
	$(BIN)/pybabel --quiet update --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -D resultatdialog -i $(VENV)/catalogue.pot -d tui/locale -l nb
	sed -i -E '1{/^$$/d};1,/^$$/{/^#/d;/^"(Project-Id-Version|Report-Msgid-Bugs-To|(POT-Creation|PO-Revision)-Date|Last-Translator|Language-Team|Generated-By):/d}' $(CATALOGUE)

screenshots: $(VENV)/.dev  ## Draw the pictures in docs/ anew
	$(BIN)/python docs/screenshots.py

lock: $(VENV)/.dev  ## Pin everything anew, with hashes
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-options --no-header --extra build -o requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-options --no-header --extra build --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean:  ## Remove what was made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
