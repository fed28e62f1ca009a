"""Documents that define symbols and cite each other's points: the notation and the bundle."""
