# `make` alone lists what there is.

PYTHON ?= python3
# The tests of builds mostly wait for Sphinx: one process per core.
JOBS ?= auto
# Options for Sphinx, for pytest and for the benchmarks, e.g. ARGS=-v
ARGS ?=

VENV := .venv
# Always `python -m`, so that no script's first line needs a path that may be too
# long, or hold a space.
PY := $(VENV)/bin/python
# Twice quiet: errors alone.
PIP := $(PY) -m pip -qq --disable-pip-version-check
PYTEST := $(PY) -m pytest

# One environment, filled in two steps: who only looks at the example waits for
# no linters and no browser driver.
SITE_READY := $(VENV)/.ready-site
DEV_READY := $(VENV)/.ready-dev

EXAMPLE := $(patsubst %/conf.py,%,$(firstword $(wildcard \
	example_project/conf.py example_project/docs/conf.py)))

# pyenv keeps versions where nox does not look.
PYENV := $(or $(PYENV_ROOT),$(HOME)/.pyenv)

.DEFAULT_GOAL := help
# Output of two steps at once is hard to read, and both would fill the same
# environment.
.NOTPARALLEL:

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' \
		$(firstword $(MAKEFILE_LIST))

$(PY):
	@echo "Making $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; make PYTHON=... names one." >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo "On Debian, venv is in the package python3-venv." >&2; \
		exit 1; }

# Python 3.11 comes with a pip that knows no --group.
$(SITE_READY): pyproject.toml | $(PY)
	@echo "Installing what a site needs into $(VENV) ..."
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable . --group docs
	@touch $@

$(DEV_READY): $(SITE_READY)
	@echo "Installing what the tests need into $(VENV) ..."
	@$(PIP) install --group dev
	@touch $@

# $(call sphinx,source,output): a failed build is forgotten. Sphinx would not
# repeat the warnings of documents that it has read, and the next try would pass.
define sphinx
	@$(PY) -m sphinx -b html -n -W --keep-going -d $(2)/doctrees $(ARGS) \
		$(1) $(2)/html || { rm -rf $(2)/doctrees; exit 1; }
	@echo
	@echo "Built. Open $(CURDIR)/$(2)/html/index.html"
endef

# $(call pytest,folder,options): a folder without tests says so, since pytest
# would fail there.
define pytest
	@if find $(1) -name 'test_*.py' 2>/dev/null | grep -q .; then \
		echo "$(PYTEST) $(1) $(2) $(ARGS)"; \
		$(PYTEST) $(1) $(2) $(ARGS); \
	else \
		echo "$(1) holds no tests: nothing was run."; \
	fi
endef

.PHONY: example
example: $(SITE_READY) ## build the example site
	@test -n "$(EXAMPLE)" || { echo "example_project/ has no conf.py." >&2; exit 1; }
	$(call sphinx,$(EXAMPLE),_build/example)

.PHONY: docs
docs: $(SITE_READY) ## build the documentation
	$(call sphinx,docs,_build/docs)

.PHONY: test
test: lint types unit builds example docs browser ## all that must pass
	@echo
	@echo "All passed."

.PHONY: lint
lint: $(DEV_READY) ## ruff: rules and format; import-linter: who imports whom
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -c 'from importlinter import cli; cli.lint_imports_command()' --no-cache --no-logo

.PHONY: format
format: $(DEV_READY) ## ruff: mend and format
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

.PHONY: types
types: $(DEV_READY) ## mypy
	$(PY) -m mypy

.PHONY: unit
unit: $(DEV_READY) ## tests without Sphinx
	$(call pytest,tests/unit,)

.PHONY: builds
builds: $(DEV_READY) ## tests that build small sites
	$(call pytest,tests/build,-n $(JOBS))

# .ci/browser fails where a browser must be; elsewhere it warns and prints nothing.
.PHONY: browser
browser: $(DEV_READY) ## tests in a Chromium
	@path=$$(.ci/browser) || exit 1; \
	if [ -z "$$path" ]; then echo "Without a browser: nothing was run."; exit 0; fi; \
	echo "Chromium: $$path"; \
	CHROMIUM_PATH="$$path" $(MAKE) --no-print-directory browser-tests

.PHONY: browser-tests
browser-tests:
	$(call pytest,tests/browser,-n $(JOBS) --dist loadgroup)

.PHONY: screenshots
screenshots: $(DEV_READY) ## take the pictures in README and docs anew
	@path=$$(.ci/browser) || exit 1; \
	test -n "$$path" || exit 1; \
	CHROMIUM_PATH="$$path" $(PY) tools/screenshots.py

# Languages to begin, as Babel writes them: make messages LANGUAGES='sv pt_PT'
LANGUAGES ?=

.PHONY: messages
messages: $(SITE_READY) ## collect the words for translators, compile the catalogues
	$(PY) -m tools.messages $(LANGUAGES)

.PHONY: coverage
coverage: $(DEV_READY) ## which lines the tests reach
	$(PYTEST) tests --ignore tests/browser -n $(JOBS) --cov --cov-report=term $(ARGS)

.PHONY: matrix
matrix: $(DEV_READY) ## all versions of Sphinx, MyST and Python (nox)
	@PATH="$$PATH$$(printf ':%s' '$(PYENV)'/versions/3.*/bin)" $(PY) -m nox $(ARGS)

.PHONY: bench
bench: $(SITE_READY) ## run the benchmarks
	@if [ -f benchmarks/__main__.py ]; then \
		$(PY) benchmarks $(ARGS); \
	else \
		echo "There are no benchmarks yet."; \
	fi

.PHONY: clean
clean: ## remove what was built
	rm -rf _build dist .coverage .coverage.* htmlcov
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .nox
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## the same, and the environment
	rm -rf $(VENV)
