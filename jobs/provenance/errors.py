"""Errors of the inference of provenance; each message says how to resolve it."""

from graph_model.errors import ExitStatus, MetodGraphError


class ProvenanceError(MetodGraphError):
    """Provenance cannot be inferred from the current data."""

    code = "PROVENANCE_FAILED"


class NotConvergedError(ProvenanceError):
    """The optimisation of the weights did not converge."""

    code = "WEIGHTS_NOT_FOUND"
    exit_status = ExitStatus.NO_MODEL


class TooLittleDeclaredError(ProvenanceError):
    """There are too few declared sources to learn from."""

    code = "TOO_FEW_DECLARED_SOURCES"
    exit_status = ExitStatus.NO_MODEL
