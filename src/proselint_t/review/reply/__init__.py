"""Replies: lists of point edits, in whatever form they come."""
