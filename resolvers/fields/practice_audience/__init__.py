"""The computed field `Practice.audience`."""
