# Two commands matter: `make app` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: app test fuzz check curate-check mutants bench bench-quick audit browser clean

app: $(VENV)/app
	$(BIN)/streamlit run streamlit_app.py --server.headless false --server.port $(PORT)

test: $(VENV)/dev browser $(VENV)/debian
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m kb check
	$(BIN)/python -m pytest -n auto --dist loadfile

# Breaks one line after the other and says how many breaks no test notices; settings in pyproject.toml.
mutants: $(VENV)/dev
	$(BIN)/mutmut run
	$(BIN)/mutmut results

# What the tests of hostile input try, twenty times as much of it: some twenty minutes.
fuzz: $(VENV)/dev
	$(BIN)/python -m pytest -m long

check: $(VENV)/app
	$(BIN)/python -m kb check

# What the data changed since the last commit, or since another: make curate-check SINCE=HEAD~3
SINCE ?= HEAD
curate-check: $(VENV)/app
	@before=$$(mktemp -d) && trap 'rm -rf "$$before"' EXIT \
	  && git archive --output "$$before/data.tar" $(SINCE) data && tar -xf "$$before/data.tar" -C "$$before" \
	  && $(BIN)/python -m kb curate "$$before/data"

bench: $(VENV)/bench browser $(VENV)/debian
	$(BIN)/python -m bench

bench-quick: $(VENV)/dev browser
	$(BIN)/python -m bench --quick

# Asks PyPI about known vulnerabilities of every pinned version; fails where it gets no answer.
audit: $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check "pip-audit>=2.10,<3"
	$(VENV)/audit/bin/pip-audit --strict --disable-pip --no-deps --requirement constraints.txt

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/app: requirements.txt constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/app
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	touch $@

$(VENV)/bench: requirements-bench.txt $(VENV)/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt -c constraints.txt
	touch $@

# The tests drive a real Chromium. Where none is installed, Debian's is fetched.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || { apt-get update -qq && apt-get install -y -qq chromium fonts-dejavu-core >/dev/null; }

# What the tests of docs/deploy.md need, unpacked and not installed: no service is started, the system stays as it is.
$(VENV)/debian: | $(BIN)/python
	@mkdir -p $@ && cd $@ \
	  && { apt-get download -qq nginx libfaketime || { apt-get update -qq && apt-get download -qq nginx libfaketime; }; } \
	  && for package in *.deb; do dpkg-deb -x $$package . || exit 1; done \
	  || { cd - && rm -rf $@ && echo "No packages of Debian here: tests that need nginx or libfaketime will be skipped."; }

clean:
	rm -rf $(VENV) .pytest_cache .hypothesis .ruff_cache mutants
