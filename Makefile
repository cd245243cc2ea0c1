.PHONY: check lint types test bench bench-index long fuzz

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
	python -m eval.bench_reader

bench-index:
	python -m eval.bench_index

long:
	pytest -m long
	pytest --hypothesis-profile=long -n auto -m "not browser"

fuzz:
	pytest --hypothesis-profile=fuzz tests/test_fuzz_store.py tests/index/load/test_files.py -k bytes
