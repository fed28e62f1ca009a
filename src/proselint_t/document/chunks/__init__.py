"""A document in chunks that can be read apart, so that a key in an editor reads one of them again."""
