"""Which of several things a question asks for."""
