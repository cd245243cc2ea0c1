"""Everyday questions over a folder like anybody's: lists, steps, tables, dates, "hello".

Three folders of documents, each with its questions: "a" and "b" are for tuning, "c" is reported.
"""
