"""Replies to reported defects: read, placed in the answer, judged and applied."""
