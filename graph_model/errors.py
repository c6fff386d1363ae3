"""User-facing errors: a message, a stable code, and the exit status of the program."""

from enum import IntEnum


class ExitStatus(IntEnum):
    """The exit status of the program. `docs/exit-statuses.md` describes each status for users."""

    SUCCESS = 0
    FAILURE = 1
    INPUT = 2
    NO_MODEL = 3
    INTERRUPTED = 130


class MetodGraphError(Exception):
    """An error with a message for users. It states what happened and what to change, without internal details.

    A subclass sets `code`, which is stable and in capital letters, and the `exit_status` of the program if it is not 1.
    `for_clients` marks messages that may be sent to clients of the service, who cannot change its settings.
    """

    code: str = "FAILED"
    exit_status: ExitStatus = ExitStatus.FAILURE
    for_clients: bool = False

    @property
    def message(self) -> str:
        """Return the text of the error."""
        return str(self)


class DatabaseError(MetodGraphError):
    """A failure of the database. The message contains no internal details."""

    code = "DATABASE_FAILED"


class DatabaseUnavailableError(DatabaseError):
    """An error of a database that does not respond. The same request may succeed later.

    `out_of_memory`: the database has too little memory for the statement and for the statements that run concurrently.
    """

    code = "UNAVAILABLE"
    for_clients = True

    def __init__(self, message: str, out_of_memory: bool = False) -> None:
        super().__init__(message)
        self.out_of_memory = out_of_memory


class DeadlineError(DatabaseError):
    """A request that exceeded its deadline."""

    code = "DEADLINE_EXCEEDED"
    for_clients = True


class DatabaseSettingsError(DatabaseError):
    """An error of the connection settings. The message states which setting to change."""

    code = "DATABASE_SETTINGS_INVALID"


def too_long(seconds: float) -> DeadlineError:
    """Return the error for a request that exceeded its deadline of `seconds`."""
    return DeadlineError(f"The answer took longer than {seconds:g} seconds. Request less data at once.")
