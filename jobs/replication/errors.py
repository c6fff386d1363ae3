"""What can keep the model of replication from being fitted, used or scored; each message says what to do."""

from graph_model.errors import ExitStatus, MetodGraphError


class ReplicationError(MetodGraphError):
    """Something that a person can mend."""

    code = "REPLICATION_FAILED"


class TooFewAdoptionsError(ReplicationError):
    """There is too little to learn from."""

    code = "TOO_FEW_ADOPTIONS"
    exit_status = ExitStatus.NO_MODEL


class UnusableModelError(ReplicationError):
    """A model was fitted that must not be used, or the rows do not determine one."""

    code = "MODEL_REFUSED"
    exit_status = ExitStatus.NO_MODEL


class ForecastError(ReplicationError):
    """A forecast cannot be made or scored."""

    code = "FORECAST_REFUSED"
