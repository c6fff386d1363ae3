"""Tables in and out, and graphs for other programs."""
