"""Fuzzing: texts, configurations, rule files, reviews and edits that nobody would write."""
