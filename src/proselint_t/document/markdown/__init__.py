"""Markdown into blocks and prose with offsets: the only room that knows markdown-it."""
