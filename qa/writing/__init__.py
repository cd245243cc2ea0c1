"""What was found → an answer in words: in quotes, or in a language model's, each verified."""
