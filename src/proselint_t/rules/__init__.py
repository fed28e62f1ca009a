"""Rules as values: their contract, the kinds, how patterns are matched, and how YAML files become rules."""
