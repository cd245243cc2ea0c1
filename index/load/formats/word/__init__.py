"""Word documents → text."""
