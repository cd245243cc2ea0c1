"""Pages and books in HTML and XML → text."""
