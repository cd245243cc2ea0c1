"""Is it what the documents say? A text → the sentences that claim something → their verdicts."""
