"""Reading and embedding on several machines."""
