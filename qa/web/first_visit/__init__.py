"""What a visitor finds before anything is asked: what was read, and questions to begin with."""
