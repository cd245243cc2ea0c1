"""The pages of a PDF → one text, of paragraphs that run over pages."""
