# Everything a newcomer needs: `make run` to use Waterlijn, `make test` to check it.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 7860

.PHONY: help install run test quick lint bench eval clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

install:  ## build the environment in .venv (once; later runs take no time)
	@$(PYTHON) tools/install.py

run: install  ## get the embedded model, build the index, open the page on 127.0.0.1
	@$(BIN)/waterlijn start --port $(PORT)

test: install  ## the quick suite, then the suites that this machine can run (model, eval, browser)
	@$(BIN)/python tools/test.py

quick: install  ## the quick suite only: no model file, no network
	@$(BIN)/python -m pytest

lint: install  ## ruff and mypy
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: install  ## measure speed and memory with the embedded model
	@$(BIN)/python -m evals.bench

eval: install  ## measure replies against the stored cases; EVAL='--suite bait' for a part
	@$(BIN)/waterlijn eval run $(EVAL)

clean:  ## remove the environment and all caches (your data folder stays)
	@rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .gradio *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
