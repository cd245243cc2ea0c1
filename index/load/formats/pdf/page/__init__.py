"""A page of a PDF → its words, lines, columns and tables, in the order of reading."""
