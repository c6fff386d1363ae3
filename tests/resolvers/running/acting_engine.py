"""An engine for tests of worker processes, controlled by the text of the request."""

import os
import time

from resolvers.running.engine import Engine, RootRequest
from resolvers.running.execution import RootAnswer


class ActingEngine(Engine):
    """An engine that acts on the text of the request, without schema or database."""

    def __init__(self) -> None:
        """Create the engine without the usual arguments."""

    async def answer_root(self, request: RootRequest) -> RootAnswer:
        """Sleep, exit, or return the process id."""
        match request.text.split():
            case ["sleep", seconds]:
                time.sleep(float(seconds))  # noqa: ASYNC251 # block the process, as a computation does
            case ["exit"]:
                os._exit(3)
        return RootAnswer(os.getpid())
