# Every target works on a machine that has nothing but Python 3.11+, make and git, and from any folder (make -C path run).
PYTHON ?= python3
BOOT := $(PYTHON) platform/embedded/boot.py

.DEFAULT_GOAL := help
.PHONY: help run test lint types bench demo-reset screenshots manage words pins

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run:  ## Run the site at http://127.0.0.1:8000 (PORT=8080 make run for another port)
	@$(BOOT) run

test:  ## Lint, types, contracts and all tests (PYTEST_ARGS="tests/feed -x" narrows the tests)
	@$(BOOT) test $(PYTEST_ARGS)

lint:  ## Ask every linter, the type checker and the import contracts
	@$(BOOT) lint

types:  ## Check the types alone
	@$(BOOT) types

bench:  ## Measure speed; figures are kept in var/bench.jsonl (BENCH_ARGS="...")
	@$(BOOT) bench $(BENCH_ARGS)

demo-reset:  ## Drop the embedded database and load a fresh demo community
	@$(BOOT) demo-reset

screenshots:  ## Take the pictures of the README
	@$(BOOT) screenshots

manage:  ## Run a command of Django beside the embedded servers (ARGS="shell")
	@$(BOOT) manage $(ARGS)

words:  ## Compile the Chinese words, and write the traditional ones out of the simplified
	@$(BOOT) words

pins:  ## Resolve the requirement files anew (PINS_ARGS=--upgrade moves every pin)
	@$(BOOT) pins $(PINS_ARGS)
