"""What the tool knows about English and Russian: number words, word forms, scripts.

Works on plain strings; it must not know documents, rules or configuration.
"""
