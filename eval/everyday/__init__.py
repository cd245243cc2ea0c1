"""Everyday questions over a folder like anybody's: lists, steps, tables, dates, "hello".

Five folders of documents, each with its questions: "a", "b" and "d" are for tuning, "c" and "e" are
reported.
"""
