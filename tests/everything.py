"""Runs every check and every test, one after the other, and says how each ended: `python -m tests.everything`."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
CHECKS = {
    "lint": [str(BIN / "ruff"), "check", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "types": [str(BIN / "mypy")],
    "rooms": [str(BIN / "lint-imports")],
}
TESTS = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder"]
NEED_NODE = "tests/clients"


def main() -> int:
    """Run all; answers with 0 where everything passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checks-only", action="store_true", help="leave the tests out")
    steps = CHECKS if parser.parse_args().checks_only else {**CHECKS, "tests": tests()}
    failed = [name for name, command in steps.items() if not passes(name, command)]
    say(f"failed: {', '.join(failed)}" if failed else "everything passed")
    return 1 if failed else 0


def tests() -> list[str]:
    """The command that runs the tests; those that need Node.js are left out, and said to be, where there is none."""
    if node_is_there() or os.environ.get("CI"):  # continuous integration has it, or must fail
        return TESTS
    say(f"There is no Node.js with npm on this machine: the tests in {NEED_NODE} are LEFT OUT.")
    return [*TESTS, f"--ignore={NEED_NODE}"]


def passes(name: str, command: list[str]) -> bool:
    """Run one step and tell how it ended."""
    say(f"{name} ...")
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_COLOR": "1"}, check=False).returncode
    say(f"{name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s")
    return code == 0


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"== {text}\n")
    sys.stdout.flush()


def node_is_there() -> bool:
    """Whether Node.js and npm are on this machine."""
    return shutil.which("node") is not None and shutil.which("npm") is not None


if __name__ == "__main__":
    sys.exit(main())
