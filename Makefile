# make setup   .venv with the command at .venv/bin/ipcommons
# make demo    the demonstration, loaded and served on http://127.0.0.1:8000
# make test    what the tests need, then all of them
# make check   lint, formatting, types, direction of imports
# make bench   the measured bars, written to docs/quality/

PYTHON ?= python3.11
BIN := .venv/bin
DATA ?= data
PORT ?= 8000
SIZE ?= 2000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup setup-test demo demo-real serve test check bench docs lock clean

setup: .venv/base.done

setup-test: .venv/test.done

.venv/base.done: requirements/base.lock pyproject.toml
	@PYTHON=$(PYTHON) sh requirements/install.sh base

.venv/test.done: requirements/test.lock pyproject.toml
	@PYTHON=$(PYTHON) sh requirements/install.sh test

demo: setup
	$(BIN)/ipcommons --data $(DATA) demo --size $(SIZE)
	$(BIN)/ipcommons --data $(DATA) serve --port $(PORT)

demo-real: setup
	$(BIN)/ipcommons --data $(DATA) demo --size $(SIZE) --real
	$(BIN)/ipcommons --data $(DATA) serve --port $(PORT)

serve: setup
	$(BIN)/ipcommons --data $(DATA) serve --port $(PORT)

test: setup-test
	@sh requirements/browser.sh
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup-test
	$(BIN)/python -m bench

docs: setup
	$(BIN)/python -m docs.generate

lock:
	uv pip compile -q --extra build --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements/base.lock
	uv pip compile -q --extra build --extra test --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements/test.lock

clean:
	rm -rf .venv build *.egg-info
