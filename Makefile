PYTHON ?= python3
BIN := .venv/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# All cores; a file is one process's, which builds what its tests share once.
PYTEST = $(BIN)/pytest -q -n auto --dist loadfile

.PHONY: install demo test test-all browser check coverage corpus docs fuzz seeds rehearse pictures \
    bench clean

install: .venv/ready

# A mark is older than what it was made of, or there: make removes what it did not finish.
.DELETE_ON_ERROR:

.venv/ready: pyproject.toml
	@echo "Installing autograder and its packages into .venv; this takes one to three minutes."
	$(PYTHON) tools/make_environment.py instructor,dev
	@touch .venv/light $@

.venv/light: pyproject.toml
	@echo "Installing what the demo needs into .venv, without Otter and Jupyter: make install adds them."
	$(PYTHON) tools/make_environment.py demo
	@touch $@

demo: .venv/light
	@echo "Building the bundle of hw1_layers; it is proven first, once, in some 20 seconds."
	$(BIN)/autograder build hw1_layers -o dist --without-otter
	@echo "Grading the five hand-ins in examples/submissions."
	$(BIN)/autograder grade dist/hw1_layers/autograder.zip examples/submissions/* -o dist/demo

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/autograder template --check
	$(BIN)/pytest -q -n 0 tests/framework/docs

test: check
	$(PYTEST) --durations=10

test-all: install
	@echo "Running what make test leaves out: all proofs, the whole corpus, README; some 20 minutes."
	$(PYTEST) -m slow --durations=20

browser: install
	@echo "Installing Chromium (by apt), Playwright and axe, which test the report in make test-all."
	command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	    { $(SUDO) apt-get update && $(SUDO) apt-get install -y --no-install-recommends chromium; }
	$(PYTHON) tools/make_environment.py browser

docs: install
	@echo "Building the site into dist/site: mkdocs and its theme are installed first."
	$(PYTHON) tools/make_environment.py docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build
	@echo "Open dist/site/index.html; its search needs a server: python -m http.server -d dist/site"

coverage: install
	@echo "Running what make test runs under coverage; this takes about twice as long."
	$(PYTEST) --cov --cov-report=term

corpus: install
	$(PYTEST) -m "slow or not slow" tests/framework/test_corpus.py \
	    tests/framework/student/test_promise.py

# Conversations that are made up: 20,000 take two hours, 500 a minute, as in the workflow.
FUZZ ?= 20000

fuzz: install
	FUZZ_EXAMPLES=$(FUZZ) $(BIN)/pytest -q -s tests/framework/fuzz \
	    tests/framework/sandbox/test_wire.py

seeds: install
	@echo "All right answers on many seeds: on 200, and where networks are trained on 5."
	$(BIN)/autograder validate hw1_layers hw2_data_and_initialization hw3_normalization --seeds 200
	$(BIN)/autograder validate hw4_training hw5_applications --seeds 5

rehearse: install
	for hw in assignments/*/; do $(BIN)/autograder rehearse $$(basename $$hw) || exit 1; done

pictures: install
	$(BIN)/python tools/pictures.py

bench: install
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/bench_class.py
	$(BIN)/python tools/profile_grading.py

clean:
	rm -rf .venv dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache
