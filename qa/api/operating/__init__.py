"""What those who run a server ask of it: whether it lives, whether it can answer, how it does."""
