"""Errors of fitting the model of partnerships; each message says how to resolve it."""

from graph_model.errors import ExitStatus, MetodGraphError


class PartnerModelError(MetodGraphError):
    """Data that do not determine a model."""

    code = "PARTNER_MODEL_REFUSED"
    exit_status = ExitStatus.NO_MODEL
