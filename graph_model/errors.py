"""What can go wrong with the database, in words that the person who asked may read."""


class DatabaseError(Exception):
    """The database could not do what was asked; the message names no internals."""


class DatabaseUnavailableError(DatabaseError):
    """The database does not answer; the same question may succeed later."""


class DeadlineError(DatabaseError):
    """The answer took longer than it may."""


class DatabaseSettingsError(DatabaseError):
    """The connection settings are wrong; the message says which to change."""


def too_long(seconds: float) -> DeadlineError:
    """The error of an answer that took longer than it may."""
    return DeadlineError(f"The answer took longer than {seconds:g} seconds. Ask for less at once.")
