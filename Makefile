.PHONY: check lint types test bench bench-index long

check: lint types test

lint:
	ruff check .
	ruff format --check .

types:
	mypy

test:
	pytest -n auto -m "not browser"
	pytest -m browser

bench:
	python -m eval.bench

bench-index:
	python -m eval.bench_index

long:
	pytest -m long
