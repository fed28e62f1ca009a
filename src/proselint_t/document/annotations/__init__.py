"""What stands in prose: masks, quotations, names, steps of a path, references to points."""
