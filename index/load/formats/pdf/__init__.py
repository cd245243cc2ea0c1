"""PDF → text: what is drawn on pages, put back into lines, paragraphs and tables."""
