"""Errors that all jobs share."""


class ChangedMeanwhileError(Exception):
    """The graph was changed while a job read or wrote it."""
