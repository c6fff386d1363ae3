"""What keeps provenance from being inferred; each carries a sentence that says what to change."""


class ProvenanceError(Exception):
    """Provenance cannot be inferred now."""


class TooLittleDeclaredError(ProvenanceError):
    """There are too few declared sources to learn from."""
