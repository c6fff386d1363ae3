# Everything starts here: `make run` serves, `make test` checks. Both set up what they need, show it, and go on after an interruption.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
SOURCES := graph_model tables resolvers schema analysis jobs seeds exchange generator metodgraph
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-full quick check bench bench-partners bench-next lock regenerate clean

run: $(VENV)/runtime.done
	@$(BIN)/metodgraph run

test: $(VENV)/development.done
	@$(BIN)/python -m tests.everything

test-full: $(VENV)/development.done
	@$(BIN)/python -m tests.everything full

quick: $(VENV)/development.done
	@$(BIN)/python -m tests.everything quick

check: $(VENV)/development.done
	@$(BIN)/python -m tests.everything checks

bench: $(VENV)/development.done
	@$(BIN)/python -m benchmarks --further
	@$(BIN)/python -m benchmarks.loading

# ANCHORS is the folder of the tables of open consortia and cascades.
ANCHORS ?= ../shared/anchors
bench-partners: $(VENV)/development.done
	@OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.partners --directory $(ANCHORS)

bench-next: $(VENV)/development.done
	@OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.next_adopters --directory $(ANCHORS)

regenerate: $(VENV)/development.done
	@$(BIN)/python -m tests.regenerate

$(VENV)/uv.done: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; name it with: make PYTHON=python3.11 ...")'
	@echo "Setting up Python in $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@# Compiled Python lies in the environment, so that no folder of the sources holds any.
	@echo 'import sys; sys.pycache_prefix = sys.pycache_prefix or sys.prefix + "/bytecode"' > $$(echo $(VENV)/lib/python*/site-packages)/bytecode.pth
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/runtime.done: $(VENV)/uv.done requirements/optimise.txt pyproject.toml
	@echo "Installing the locked libraries"
	@$(UV) pip install --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/optimise.txt
	@$(UV) pip install --python $(BIN)/python --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q -j 0 $(SOURCES)
	@touch $@

$(VENV)/development.done: $(VENV)/runtime.done requirements/development.txt
	@echo "Installing the locked libraries for tests"
	@$(UV) pip install --python $(BIN)/python --require-hashes -r requirements/development.txt
	@touch $@

# A lock that stays the same keeps its time, so that nothing is installed anew.
lock: $(VENV)/uv.done
	@set -e; for pair in uv:requirements/uv.txt runtime:requirements/runtime.txt plot:requirements/plot.txt \
	  optimise:requirements/optimise.txt development:requirements/development.txt java:metodgraph/embedded/installation/java.txt; do \
	  old=$${pair#*:}; new=$$(mktemp); cp $$old $$new; \
	  $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    requirements/$${pair%%:*}.in -o $$new; \
	  if cmp -s $$new $$old; then rm $$new; else mv $$new $$old; chmod 644 $$old; echo "renewed $$old"; fi; done

clean:
	rm -rf $(VENV)
