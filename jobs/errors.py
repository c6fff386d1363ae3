"""Errors that all jobs share."""

from graph_model.errors import MetodGraphError


class ChangedMeanwhileError(MetodGraphError):
    """The graph was changed while a job read or wrote it."""

    code = "DATA_CHANGED"
