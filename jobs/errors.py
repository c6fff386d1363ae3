"""Errors common to all jobs."""

from graph_model.errors import MetodGraphError


class ChangedMeanwhileError(MetodGraphError):
    """The graph changed while a job read or wrote it."""

    code = "DATA_CHANGED"
