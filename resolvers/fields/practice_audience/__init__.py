"""`Practice.audience`: the organisations that a practice is for, as declared and as inferred from its adopters."""
