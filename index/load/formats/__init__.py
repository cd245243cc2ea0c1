"""A parser for each format, by kinds of formats: a file → its text, with its layout."""
