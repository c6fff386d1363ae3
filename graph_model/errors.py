"""Errors that a user reads: what happened and what to change, a stable code, and the exit status of the program."""

from enum import IntEnum


class ExitStatus(IntEnum):
    """How the program ended; `docs/exit-statuses.md` describes each for users."""

    SUCCESS = 0
    FAILURE = 1
    INPUT = 2
    NO_MODEL = 3
    INTERRUPTED = 130


class MetodGraphError(Exception):
    """An error whose message a user can read: it says what happened and what to change, and names no internals.

    A subclass sets `code`, which is stable and written in capitals, and where it is not 1, the `exit_status` of the
    program. `for_clients`: the message may be sent to a client of the service, which changes no setting of it.
    """

    code: str = "FAILED"
    exit_status: ExitStatus = ExitStatus.FAILURE
    for_clients: bool = False

    @property
    def message(self) -> str:
        """The text of the error."""
        return str(self)


class DatabaseError(MetodGraphError):
    """The database failed; the message names no internals."""

    code = "DATABASE_FAILED"


class DatabaseUnavailableError(DatabaseError):
    """The database does not answer; the same request may succeed later.

    `out_of_memory`: it has too little memory for the statement and for those that it runs at the same time.
    """

    code = "UNAVAILABLE"
    for_clients = True

    def __init__(self, message: str, out_of_memory: bool = False) -> None:
        super().__init__(message)
        self.out_of_memory = out_of_memory


class DeadlineError(DatabaseError):
    """The answer took longer than it may."""

    code = "DEADLINE_EXCEEDED"
    for_clients = True


class DatabaseSettingsError(DatabaseError):
    """The connection settings are wrong; the message says which to change."""

    code = "DATABASE_SETTINGS_INVALID"


def too_long(seconds: float) -> DeadlineError:
    """The error of an answer that took longer than it may."""
    return DeadlineError(f"The answer took longer than {seconds:g} seconds. Ask for less at once.")
