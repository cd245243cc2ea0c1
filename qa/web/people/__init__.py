"""Who sees the page, where users sign in, and what was done to a collection."""
