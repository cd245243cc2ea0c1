"""A question and sentences found for it → which of them answer, and with which words."""
