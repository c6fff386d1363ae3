"""Where practices go next: the model, its features, and how it is judged."""
