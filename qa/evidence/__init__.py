"""Passages found → evidence: which sentences answer, with which words, and whether any does."""
