"""Tells the package its dependencies from the same files that the locks are made of."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


def requirement_lines(path: Path) -> list[str]:
    """The requirements of one .in file, without comments and without references to other files."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("-r")]


class RequirementsHook(MetadataHookInterface):
    """The hook that fills `dependencies` and the extras `java`, `plot` and `optimise`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Read the .in files beside this hook."""
        folder = Path(self.root) / "requirements"
        metadata["dependencies"] = requirement_lines(folder / "runtime.in")
        extras = ("java", "plot", "optimise")
        metadata["optional-dependencies"] = {each: requirement_lines(folder / f"{each}.in") for each in extras}
