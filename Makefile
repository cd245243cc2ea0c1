.PHONY: check lint types test bench bench-index bench-first long fuzz

check: lint types test

lint:
	ruff check .
	ruff format --check .

types:
	mypy

test:
	pytest -n auto -m "not browser and not integration"
	pytest -n auto -m integration
	pytest -m browser

bench:
	python -m eval.bench.speed
	python -m eval.bench.reader

bench-first:
	python -m eval.bench.first

bench-index:
	python -m eval.bench.growth

long:
	pytest -m long
	pytest --hypothesis-profile=long -n auto -m "not browser"

fuzz:
	pytest --hypothesis-profile=fuzz tests/index/store/test_fuzz_store.py tests/index/load/test_files.py -k bytes
