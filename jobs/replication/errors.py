"""What can keep the model of replication from being fitted, used or scored; each message says what to do."""


class ReplicationError(Exception):
    """Something that a person can mend."""


class TooFewAdoptionsError(ReplicationError):
    """There is too little to learn from."""


class UnusableModelError(ReplicationError):
    """A model was fitted that must not be used, or the rows do not determine one."""


class ForecastError(ReplicationError):
    """A forecast cannot be made or scored."""
