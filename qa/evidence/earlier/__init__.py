"""What the question before was answered from, where the next one leans on it."""
