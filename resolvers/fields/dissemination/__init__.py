"""`Practice.dissemination`: how a practice has spread, as of a day."""
