"""Tables in and out: what a table of a kind or a relation looks like, import and export."""
