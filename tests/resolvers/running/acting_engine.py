"""An engine for tests of worker processes: each request says what the process does."""

import os
import time

from resolvers.running.engine import Engine, RootRequest
from resolvers.running.execution import RootAnswer


class ActingEngine(Engine):
    """An engine that acts by the text of the request, and needs neither schema nor database."""

    def __init__(self) -> None:
        """Make it."""

    async def answer_root(self, request: RootRequest) -> RootAnswer:
        """Sleep, end the process, or name it."""
        match request.text.split():
            case ["sleep", seconds]:
                time.sleep(float(seconds))  # noqa: ASYNC251 # as a computation does, it holds the process
            case ["exit"]:
                os._exit(3)
        return RootAnswer(os.getpid())
