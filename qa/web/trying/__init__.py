"""Questions that people keep with their answers, to be asked again: is the right answer found?"""
