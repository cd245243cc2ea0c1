"""A question → an Answer with quotes."""
