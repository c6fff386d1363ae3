"""What can keep the model of replication from being fitted, used or scored; each message says what to do."""


class ReplicationError(Exception):
    """Something that a person can mend."""


class TooFewAdoptionsError(ReplicationError):
    """There is too little to learn from."""


class ForecastError(ReplicationError):
    """A forecast cannot be made or scored."""
