"""Where a text stands in another one: as it is written, folded, or nearly; and what may not differ."""
