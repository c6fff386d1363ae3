"""What keeps provenance from being inferred; each carries a sentence that says what to change."""


class ProvenanceError(Exception):
    """Provenance cannot be inferred now."""


class NotConvergedError(ProvenanceError):
    """The search for the weights did not converge."""


class TooLittleDeclaredError(ProvenanceError):
    """There are too few declared sources to learn from."""
