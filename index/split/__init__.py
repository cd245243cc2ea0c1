"""A document's text → its blocks, which of them are searched, and passages of whole sentences."""
