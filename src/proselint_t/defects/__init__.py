"""Reported defects and the points of an answer: which belongs where.

Knows documents and texts, not rules: whatever was reported comes in as plain values.
"""
