"""Rows of tables: in which order, and which of them a question singles out."""
