"""Why an answer is as it is, below it."""
