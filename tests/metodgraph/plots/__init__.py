"""Pictures: what they show, and that they can be read in grey."""
