"""The measured figures, and the floor to measure against."""
