"""From a pattern to its matches in the prose: conditions, scopes, excerpts, substitutions."""
