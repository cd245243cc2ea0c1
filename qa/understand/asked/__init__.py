"""What kind of answer a question wants: which value, in which shape, of what."""
