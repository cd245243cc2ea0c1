"""Quotes that a visitor keeps: pinned to a notebook beside the chat, referred to, exported."""
