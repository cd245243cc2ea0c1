"""Documents → passages → vectors and words → an index on disk. Knows nothing of `qa`."""
