"""Third-party client tools: installation from the lock file, and execution in separate folders."""

import asyncio
import fcntl
import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.operations_of_users import OPERATION_NAMES, operation_name, path_of, text_of

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
SCHEMA = FOLDER.parent.parent / "schema.graphql"
INSTALL_SECONDS = 600
RUN_SECONDS = 120

NEEDED = (
    "These tests need Node.js 20 or newer, and npm. Install them, or run `python -m tests.everything`, "
    "which skips these tests with a message if there is no Node.js."
)


@dataclass(frozen=True)
class Ended:
    """The exit code and the output of a finished tool."""

    code: int
    output: str


def install() -> None:
    """Install the packages of the lock file unless they are installed already."""
    with (FOLDER / ".install.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # another test run in this folder may be installing
        mark = MODULES / ".installed"
        digest = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
        if mark.exists() and mark.read_text(encoding="ascii") == digest:
            return
        ended = run(FOLDER, "npm", "ci", "--prefer-offline", "--no-progress", seconds=INSTALL_SECONDS)
        assert ended.code == 0, ended.output
        mark.write_text(digest, encoding="ascii")


def run(folder: Path, *command: str, seconds: float = RUN_SECONDS) -> Ended:
    """Run a command in a folder and wait for its end; commands of installed packages are found by name."""
    done = subprocess.run(
        [found(command[0]), *command[1:]],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=seconds,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode())


async def printed_by_node(folder: Path, *arguments: str) -> bytes:
    """Return the output of a Node.js script while this process serves the requests of the script."""
    pipe = asyncio.subprocess.PIPE
    node = await asyncio.create_subprocess_exec(
        found("node"), *arguments, cwd=folder, env=environment(), stdout=pipe, stderr=pipe
    )
    try:
        output, complained = await asyncio.wait_for(node.communicate(), RUN_SECONDS)
    finally:
        if node.returncode is None:
            node.kill()
    assert node.returncode == 0, complained.decode()
    return output


def found(command: str) -> str:
    """Return the path of a command: from the installed packages, else from PATH."""
    installed = MODULES / ".bin" / command
    path = str(installed) if installed.exists() else shutil.which(command)
    assert path is not None, f"There is no {command} on this machine. {NEEDED}"
    return path


def environment() -> dict[str, str]:
    """Return the environment of a tool: quiet, without colours."""
    return {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "0", "CI": "true"}


def prepare_project(folder: Path) -> Path:
    """Create a front-end project from its files, the committed schema, and the users' operations in both notations."""
    project = shutil.copytree(FOLDER / "project", folder / "project")
    (project / "node_modules").symlink_to(MODULES)
    shutil.copy(SCHEMA, project)
    (project / "operations").mkdir()
    (project / "relay" / "generated").mkdir()
    for name in sorted(OPERATION_NAMES):
        shutil.copy(path_of(name), project / "operations")
        write_for_relay(project / "relay", text_of(name))
    return project


def write_for_relay(folder: Path, text: str) -> None:
    """Write an operation as Relay requires it: its name starts with the name of its module and ends in Query."""
    name = operation_name(text)
    document = text.replace(f"query {name}", f"query {name}Query", 1)
    module = f'import {{ graphql }} from "relay-runtime";\n\nexport const query = graphql`\n{document}`;\n'
    (folder / f"{name}.ts").write_text(module, encoding="utf-8")
