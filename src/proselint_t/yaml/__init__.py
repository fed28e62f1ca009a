"""YAML as nodes that know their places; never as Python values."""
