"""Coverage: the functions, organisations and documents that the order requires of regions, and offers for deficits."""
