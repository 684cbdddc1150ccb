# The two commands of this project: `make audit` (the main job) and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# A real tool that is known to carry a covert channel, so that a machine without any AI tool still shows a meaningful report.
SAMPLE := npm:@anthropic-ai/claude-code@2.1.91

.PHONY: audit test lint setup clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "unmask needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv $(VENV) || { echo "could not make a virtual environment: install the venv module of your Python (Debian: apt-get install python3-venv)"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' || { echo "could not install the dependencies: is the package index reachable, and is there room on the disk?"; exit 1; }
	@$(BIN)/python -m compileall -q scanner  # an editable installation compiles nothing, and every child would do so again where nothing may be written
	@touch $@

audit: setup
	@$(BIN)/unmask scan --vet $(SAMPLE) --fail-on never -o report.html -o report.json

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup lint
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder  # by number of tests, the few long ones would come last and one by one

clean:
	rm -rf $(VENV)
