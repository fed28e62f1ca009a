"""What the text of an edit may not say: words that no source has, what was said before, another language."""
