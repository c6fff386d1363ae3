"""Errors of fitting, using and scoring the model of replication; each message says how to resolve it."""

from graph_model.errors import ExitStatus, MetodGraphError


class ReplicationError(MetodGraphError):
    """An error that the user can resolve."""

    code = "REPLICATION_FAILED"


class TooFewAdoptionsError(ReplicationError):
    """There are too few adoptions to learn from."""

    code = "TOO_FEW_ADOPTIONS"
    exit_status = ExitStatus.NO_MODEL


class UnusableModelError(ReplicationError):
    """A fitted model must not be used, or the data do not determine a model."""

    code = "MODEL_REFUSED"
    exit_status = ExitStatus.NO_MODEL


class ForecastError(ReplicationError):
    """A forecast cannot be made or scored."""

    code = "FORECAST_REFUSED"
