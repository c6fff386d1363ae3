"""Where a practice should go next: a discrete-time hazard model of adoptions, and its evaluation on later periods."""
