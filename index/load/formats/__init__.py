"""One parser a format: a file → its text, with what is known of its layout."""
