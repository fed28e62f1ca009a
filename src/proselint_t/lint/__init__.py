"""One document: checked, fixed under one proof, silenced, compared with a baseline, reused in an editor."""
