"""A mapping of defects → text, one module per format. It knows nothing of arguments, files or exit codes."""
