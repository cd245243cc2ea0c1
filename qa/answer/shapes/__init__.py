"""Answers of another shape than quotes one after the other: yes or no."""
