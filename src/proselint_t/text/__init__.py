"""What every room stands on: spans, sources, edits, files read and written, errors, bounds of time.

Knows texts and files, neither Markdown nor rules.
"""
