"""What the tool knows about English and Russian: number words, word forms, look-alike letters.

Works on plain strings; it must not know documents, rules or configuration.
"""
