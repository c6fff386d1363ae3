"""Runs the checks and the tests and says how each ended: `python -m tests.everything [checks|quick|full]`.

Without an argument, all checks and all tests, properties on the examples of the profile `quick` (tests/profiles.py).
`checks` leaves the tests out, `quick` those that use a server, `full` tests properties on all their examples.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
CHECKS = {
    "lint": [str(BIN / "ruff"), "check", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "rooms": [str(BIN / "lint-imports")],
    "types": [str(BIN / "mypy")],
}
WORKERS = 2
# on as many processors as there are workers, threads of their linear algebra wait for each other
ENVIRONMENT = {"NO_COLOR": "1", "OPENBLAS_NUM_THREADS": "1"}
TESTS = [sys.executable, "-m", "pytest", f"--numprocesses={WORKERS}", "--dist=loadgroup", "--no-loadscope-reorder"]
PARTS = {"quick": ["-m", "not neo4j"], "full": ["--hypothesis-profile=full"]}
NEED_NODE = "tests/clients"


def main() -> int:
    """Run the chosen part, the checks beside the tests; return 0 where everything passed, 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=["checks", *PARTS], help="what to run instead of everything")
    part = parser.parse_args().part
    with ThreadPoolExecutor() as beside:
        checking = beside.submit(failures, CHECKS)
        failed = failures({"tests": [*tests(part), *PARTS.get(part, [])]} if part != "checks" else {})
        failed += checking.result()
    say(f"failed: {', '.join(failed)}" if failed else "everything passed")
    return 1 if failed else 0


def tests(part: str | None) -> list[str]:
    """The command that runs the tests; those that need Node.js are left out, and said to be, where there is none."""
    if part == "quick" or node_is_there() or os.environ.get("CI"):  # continuous integration has it, or must fail
        return TESTS
    say(f"There is no Node.js with npm on this machine: the tests in {NEED_NODE} are LEFT OUT.")
    return [*TESTS, f"--ignore={NEED_NODE}"]


def failures(steps: Mapping[str, list[str]]) -> list[str]:
    """Run the steps one after the other; answers with those that failed."""
    return [name for name, command in steps.items() if not passes(name, command)]


def passes(name: str, command: list[str]) -> bool:
    """Run one step and tell how it ended; what a check says comes as a whole, since tests may run beside it."""
    say(f"{name} ...")
    started = time.monotonic()
    output = subprocess.PIPE if name in CHECKS else None
    environment = {**os.environ, **ENVIRONMENT}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=output, stderr=output, text=True)
    sys.stdout.write(f"{done.stdout or ''}{done.stderr or ''}")
    say(f"{name}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s")
    return done.returncode == 0


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"== {text}\n")
    sys.stdout.flush()


def node_is_there() -> bool:
    """Whether Node.js and npm are on this machine."""
    return shutil.which("node") is not None and shutil.which("npm") is not None


if __name__ == "__main__":
    sys.exit(main())
