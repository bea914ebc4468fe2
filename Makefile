# Two commands matter: `make app` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: app test check bench bench-quick browser clean

app: $(VENV)/app
	$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

test: $(VENV)/dev browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m kb check
	$(BIN)/python -m pytest

check: $(VENV)/app
	$(BIN)/python -m kb check

bench: $(VENV)/dev browser
	$(BIN)/python -m bench

bench-quick: $(VENV)/dev browser
	$(BIN)/python -m bench --quick

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/app: requirements.txt constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/app
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	touch $@

# The tests drive a real Chromium. Where none is installed, Debian's is fetched.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || { apt-get update -qq && apt-get install -y -qq chromium fonts-dejavu-core >/dev/null; }

clean:
	rm -rf $(VENV) .pytest_cache .hypothesis .ruff_cache
