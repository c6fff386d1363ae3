"""Files of pictures: their formats and languages, and errors about pictures that cannot be drawn."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from graph_model.errors import MetodGraphError

FORMATS = (".svg", ".png", ".pdf")


class PlotError(MetodGraphError):
    """An error about a picture that cannot be drawn; the message states the cause and the remedy."""

    code = "PLOT_REFUSED"


class LanguageOption(StrEnum):
    """The language of the picture."""

    RUSSIAN = "ru"
    ENGLISH = "en"


def check_picture(target: Path) -> Path:
    """Return the file of a picture.

    Raises `PlotError` if the libraries of the extra `plot` are not installed, the suffix is no format, or the directory
    does not exist.
    """
    if find_spec("matplotlib") is None:
        msg = "Pictures need the extra `plot`. Install it with: pip install 'metodgraph[plot]'"
        raise PlotError(msg)
    if target.suffix.lower() not in FORMATS or not target.absolute().parent.is_dir():
        msg = f"{target} cannot be written. Choose a file in an existing directory with one of {', '.join(FORMATS)}."
        raise PlotError(msg)
    return target


def metadata_of(target: Path) -> dict[str, None] | None:
    """Return the metadata that omit the date, so that the file does not depend on the day of drawing."""
    return {"Date": None} if target.suffix.lower() == ".svg" else None
