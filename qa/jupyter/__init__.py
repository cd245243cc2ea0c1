"""What a notebook shows beside answers: progress, and tables as pandas' DataFrames."""

from qa.jupyter.progress import progress_bar

__all__ = ["progress_bar"]
