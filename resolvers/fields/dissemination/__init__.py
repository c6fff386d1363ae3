"""`Practice.dissemination`: the spread of a practice as of a day."""
