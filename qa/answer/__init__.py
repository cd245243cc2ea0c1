"""Evidence → what is said."""
