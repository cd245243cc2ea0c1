"""Everyday questions over a folder like anybody's: lists, steps, tables, dates, "hello".

Seven folders of documents, each with its questions; question.py says which are for tuning and which
are reported.
"""
