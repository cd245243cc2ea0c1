.PHONY: check lint types test bench

check: lint types test

lint:
	ruff check .
	ruff format --check .

types:
	mypy

test:
	pytest

bench:
	python -m eval.bench
