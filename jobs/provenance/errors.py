"""What keeps provenance from being inferred; each carries a sentence that says what to change."""

from graph_model.errors import ExitStatus, MetodGraphError


class ProvenanceError(MetodGraphError):
    """Provenance cannot be inferred now."""

    code = "PROVENANCE_FAILED"


class NotConvergedError(ProvenanceError):
    """The search for the weights did not converge."""

    code = "WEIGHTS_NOT_FOUND"
    exit_status = ExitStatus.NO_MODEL


class TooLittleDeclaredError(ProvenanceError):
    """There are too few declared sources to learn from."""

    code = "TOO_FEW_DECLARED_SOURCES"
    exit_status = ExitStatus.NO_MODEL
