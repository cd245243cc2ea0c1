"""Answers of another shape than quotes one after the other: side by side, yes or no."""
