"""What is read and not embedded yet: kept on disk, so that memory does not grow with it."""
