"""Many files: which ones a command is about, and what becomes of each."""
