"""Documents added from anywhere on the page: files dropped, text pasted."""
