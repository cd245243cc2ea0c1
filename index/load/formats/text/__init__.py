"""Files of plain text, and of text that is marked by signs → text."""
