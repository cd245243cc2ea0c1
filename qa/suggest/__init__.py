"""Questions to begin with, taken from the documents and asked before anybody sees them."""
