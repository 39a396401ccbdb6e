# `make` alone lists the targets.

PYTHON ?= python3
# One process per core.
JOBS ?= auto
# Options for Sphinx, for pytest and for the benchmarks, e.g. ARGS=-v
ARGS ?=

VENV := .venv
# Always `python -m`: the path in a script's first line may be too long, or have a
# space.
PY := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)/python
# Only errors.
PIP := $(PY) -m pip -qq --disable-pip-version-check
PYTEST := $(PY) -m pytest -n $(JOBS) --dist worksteal --durations 20

# One environment, filled in steps, so that the example does not wait for linters.
SITE_READY := $(VENV)/.ready-site
DEV_READY := $(VENV)/.ready-dev
NOTEBOOKS_READY := $(VENV)/.ready-notebooks
DIST_READY := $(VENV)/.ready-dist
HOOKS_READY := $(VENV)/.ready-hooks

.DEFAULT_GOAL := help
# Two steps at once would fill the same environment.
.NOTPARALLEL:

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' \
		$(firstword $(MAKEFILE_LIST))

$(VENV)/pyvenv.cfg:
	@echo "Making $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; make PYTHON=... names one." >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo "On Debian, venv is in the package python3-venv." >&2; \
		exit 1; }

# $(call install,groups,purpose): install the pins of these groups. One package is
# built from source, with pinned packages, too.
define install
	@echo "Installing what $(2) need into $(VENV) ..."
	@$(PY) tools/lock.py $(1) > $@.txt
	@$(PIP) install --require-hashes --no-build-isolation --requirement $@.txt
endef

$(SITE_READY): requirements.lock pyproject.toml | $(VENV)/pyvenv.cfg
	$(call install,build docs,sites)
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(DEV_READY): $(SITE_READY)
	$(call install,test lint matrix,the tests)
	@touch $@

$(NOTEBOOKS_READY): $(DEV_READY)
	$(call install,notebooks,the long tests)
	@touch $@

$(DIST_READY): $(SITE_READY)
	$(call install,dist,distributions)
	@touch $@

$(HOOKS_READY): $(DEV_READY)
	$(call install,hooks,the hooks)
	@touch $@

# `make lock UPGRADE=` keeps all pins that pyproject.toml still allows.
UPGRADE ?= --upgrade
GROUPS := build docs test notebooks lint matrix dist hooks

.PHONY: lock
lock: $(DEV_READY) ## pin the newest versions that pyproject.toml allows
	$(PY) -m uv pip compile pyproject.toml $(addprefix --group ,$(GROUPS)) \
		--universal --python-version 3.11 --generate-hashes --no-header \
		--quiet $(UPGRADE) --output-file requirements.lock

# $(call sphinx,source,output): without the doctrees of a failed build. Sphinx would
# not repeat their warnings, and the next build would pass.
define sphinx
	@$(PY) -m sphinx -b html -n -W --keep-going -d $(2)/doctrees $(ARGS) \
		$(1) $(2)/html || { rm -rf $(2)/doctrees; exit 1; }
	@echo
	@echo "Built. Open $(CURDIR)/$(2)/html/index.html"
endef

.PHONY: example
example: $(SITE_READY) ## build the example site
	$(call sphinx,example_project,_build/example)

.PHONY: docs
docs: $(SITE_READY) ## build the documentation
	$(call sphinx,docs,_build/docs)

.PHONY: test
test: lint types suites example docs browser ## all checks and tests for a commit
	@echo
	@echo "All passed."

.PHONY: test-all
test-all: test exhaustive matrix sdist ## the same, and all long tests
	@echo
	@echo "All passed, at length."

.PHONY: lint
lint: $(DEV_READY) ## ruff, import-linter, and files that hosts read
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -c 'from importlinter.cli import lint_imports_command as run; run()' \
		--no-cache --no-logo
	$(PY) -m check_jsonschema --builtin-schema vendor.github-workflows \
		.github/workflows/*.yml
	$(PY) -m check_jsonschema --builtin-schema vendor.readthedocs .readthedocs.yaml

.PHONY: format
format: $(DEV_READY) ## ruff: mend and format
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

.PHONY: types
types: $(DEV_READY) ## mypy
	$(PY) -m mypy

.PHONY: suites
suites: $(DEV_READY) ## both: unit and builds
	$(PYTEST) tests/unit tests/build -m 'not exhaustive' $(ARGS)

.PHONY: unit
unit: $(DEV_READY) ## tests without Sphinx
	$(PYTEST) tests/unit -m 'not exhaustive' $(ARGS)

.PHONY: builds
builds: $(DEV_READY) ## tests that build small sites
	$(PYTEST) tests/build -m 'not exhaustive' $(ARGS)

# $(call in_browser,command): in CI .ci/browser fails without a browser; elsewhere it
# warns.
define in_browser
	@path=$$(VENV_PYTHON=$(PY) .ci/browser) || exit 1; \
	if [ -z "$$path" ]; then echo "Without a browser: nothing was run."; exit 0; fi; \
	echo "Chromium: $$path"; \
	CHROMIUM_PATH="$$path" $(1)
endef

.PHONY: browser
browser: $(DEV_READY) ## tests in a Chromium
	$(call in_browser,$(PYTEST) tests/browser -m 'not exhaustive' $(ARGS))

.PHONY: exhaustive
exhaustive: $(NOTEBOOKS_READY) ## each theme, width and language; long walks; many examples
	$(call in_browser,$(PYTEST) tests -m 'exhaustive or hypothesis' \
		--hypothesis-profile thorough $(ARGS))

# nox does not look into the folder of pyenv.
PYENV := $(or $(PYENV_ROOT),$(HOME)/.pyenv)
NOX := PATH="$$PATH$$(printf ':%s' '$(PYENV)'/versions/3.*/bin)" $(PY) -m nox

.PHONY: matrix
matrix: $(DEV_READY) ## all versions of Sphinx, MyST and Python (nox)
	@$(NOX) $(ARGS)

.PHONY: test-latest
test-latest: $(DEV_READY) ## the tests with the newest versions (nox)
	$(call in_browser,$(NOX) --session latest $(ARGS))

.PHONY: dist
dist: $(DIST_READY) ## build and check wheel and source distribution
	rm -rf dist
	$(PY) -m build --no-isolation
	$(PY) -m twine check --strict dist/*
	$(PY) -m check_wheel_contents dist/*.whl

.PHONY: sdist
sdist: dist ## the tests of the source distribution, unpacked
	rm -rf _build/sdist && mkdir -p _build/sdist
	tar -xf dist/*.tar.gz -C _build/sdist --strip-components 1
	$(MAKE) --no-print-directory -C _build/sdist suites

.PHONY: hooks
hooks: $(HOOKS_READY) ## run the quick checks at each commit
	$(PY) -m pre_commit install

.PHONY: screenshots
screenshots: $(DEV_READY) ## take the pictures of README and docs
	$(call in_browser,$(PY) tools/screenshots.py)

# New languages, as Babel writes them: make messages LANGUAGES='sv pt_PT'
LANGUAGES ?=

.PHONY: messages
messages: $(SITE_READY) ## update and compile the catalogues of words
	$(PY) -m tools.messages $(LANGUAGES)

.PHONY: coverage
coverage: $(DEV_READY) ## which lines the tests reach
	$(PYTEST) tests/unit tests/build --cov --cov-report=term $(ARGS)

.PHONY: bench
bench: $(SITE_READY) ## run the benchmarks
	$(PY) benchmarks $(ARGS)

.PHONY: clean
clean: ## remove all output
	rm -rf _build dist .coverage .coverage.* htmlcov
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .nox
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## the same, and the environment
	rm -rf $(VENV)
