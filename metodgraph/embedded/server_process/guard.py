"""The guard: a small process between the program and Java that ensures that Java never outlives the program.

The guard runs as a script, uses only the standard library and must remain single-threaded: Linux binds the
parent-death signal of a child to the thread that forked it. Its standard input is a pipe from the program. A byte in
the pipe requests a clean stop. The end of the pipe means that the program has ended, and Java is killed. The arguments
are the niceness of Java and its command line. The first line of output is Java's process id. The exit code is Java's.
"""

import ctypes
import os
import select
import signal
import sys

CONTROL, ANSWER, CONSOLE = 0, 1, 2
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
LOOK_FOR_PARENT_SECONDS = 0.5
CANNOT_RUN = 127


def main(niceness: str, *command: str) -> int:
    """Run the command, stop it on request or when the program has ended, and return its exit code."""
    parent = os.getppid()
    ended = watch_for_end_of_child()
    child = start(int(niceness), command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    os.write(ANSWER, f"{child}\n".encode())
    while True:
        ready, _, _ = select.select([CONTROL, ended], [], [], LOOK_FOR_PARENT_SECONDS)
        # A process forked from the program may keep the pipe open, so the parent is checked as well.
        if CONTROL in ready or os.getppid() != parent:
            os.kill(child, signal.SIGTERM if CONTROL in ready and os.read(CONTROL, 1) else signal.SIGKILL)
        finished, status = os.waitpid(child, os.WNOHANG)
        if finished:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def watch_for_end_of_child() -> int:
    """Return a descriptor that becomes readable when a child ends."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reading


def start(niceness: int, command: tuple[str, ...]) -> int:
    """Start Java and return its process id. On Linux, Java is killed when the guard ends."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    guard = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        if library is not None:
            library.prctl(SET_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() == guard:  # the guard may have ended before the line above
            os.nice(niceness)
            become(command)
    except OSError as error:
        os.write(CONSOLE, f"{command[0]} can't be run: {error.strerror}\n".encode())
    finally:
        os._exit(CANNOT_RUN)


def become(command: tuple[str, ...]) -> None:
    """Replace this process with the command, with an empty input and with the console log as its output."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), CONTROL)
    os.dup2(CONSOLE, ANSWER)
    os.execv(command[0], command)  # noqa: S606 - no shell is needed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
