"""A page of the web, fetched once because somebody asked for it, as a document."""
