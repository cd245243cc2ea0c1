"""Comparisons: of each of two things the sentence that says it best."""
