"""Run the checks and the tests and print their results: `python -m tests.everything [checks|quick|full]`.

Without an argument, all checks and all tests run, and properties use the examples of the profile `quick`
(tests/profiles.py). `checks` skips the tests, `quick` skips the tests that use a server, and `full` tests properties on
all their examples.
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
# threads of linear algebra slow one another down if each processor already has a worker
ENVIRONMENT = {"NO_COLOR": "1", "OPENBLAS_NUM_THREADS": "1"}
TESTS = [sys.executable, "-m", "pytest", f"--numprocesses={WORKERS}", "--dist=loadgroup", "--no-loadscope-reorder"]
PARTS = {"quick": ["-m", "not neo4j"], "full": ["--hypothesis-profile=full"]}
NEED_NODE = "tests/clients"


def main() -> int:
    """Run the chosen part, with the checks in parallel to the tests; return 0 if everything passed, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=["checks", *PARTS], help="the part to run instead of everything")
    part = parser.parse_args().part
    with ThreadPoolExecutor() as executor:
        checking = executor.submit(failures, CHECKS)
        failed = failures({"tests": [*tests(part), *PARTS.get(part, [])]} if part != "checks" else {})
        failed += checking.result()
    print_line(f"failed: {', '.join(failed)}" if failed else "everything passed")
    return 1 if failed else 0


def tests(part: str | None) -> list[str]:
    """Return the command that runs the tests; without Node.js, print that its tests are left out."""
    if (
        part == "quick" or node_is_installed() or os.environ.get("CI")
    ):  # continuous integration has Node.js, or must fail
        return TESTS
    print_line(f"There is no Node.js with npm on this machine: the tests in {NEED_NODE} are LEFT OUT.")
    return [*TESTS, f"--ignore={NEED_NODE}"]


def failures(steps: Mapping[str, list[str]]) -> list[str]:
    """Run the steps one after the other and return the names of failed steps."""
    return [name for name, command in steps.items() if not passes(name, command)]


def passes(name: str, command: list[str]) -> bool:
    """Run one step and print its result; the output of a check is printed at its end, as tests may run in parallel."""
    print_line(f"{name} ...")
    started = time.monotonic()
    output = subprocess.PIPE if name in CHECKS else None
    environment = {**os.environ, **ENVIRONMENT}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=output, stderr=output, text=True)
    sys.stdout.write(f"{done.stdout or ''}{done.stderr or ''}")
    print_line(f"{name}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s")
    return done.returncode == 0


def print_line(text: str) -> None:
    """Print a line and flush the output."""
    sys.stdout.write(f"== {text}\n")
    sys.stdout.flush()


def node_is_installed() -> bool:
    """Return whether Node.js and npm are installed."""
    return shutil.which("node") is not None and shutil.which("npm") is not None


if __name__ == "__main__":
    sys.exit(main())
