"""The command `plot spread`: draw the adoption curve of a practice and the map of its regions.

The data are read by a query of the public schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

from graph_model.database.driver import Database
from metodgraph.commands.picture_files import LanguageOption, PlotError, check_picture
from metodgraph.commands.plots.spread_picture import ENGLISH, RUSSIAN, Arrival, Period, Place, SpreadPicture, draw
from metodgraph.commands.running import OnTheGraph
from metodgraph.console_output import print_text
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema

OPERATION = """
query SpreadPicture($code: String!, $asOf: Date, $period: Period!) {
  practice(code: $code) {
    title
    synthetic
    dissemination(asOf: $asOf, period: $period) {
      asOf
      timeline { period newAdopters cumulative censored }
      byRegion { region { code name location { lat lon } } firstOn adopters cameFrom { code } }
      completeness { reason }
    }
  }
  regions(first: 2000) { nodes { code location { lat lon } } }
}
"""


class PeriodOption(StrEnum):
    """The length of a period of the curve."""

    YEAR = "year"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"


def register(plot: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command."""

    @plot.command(name="spread")
    def spread_(
        code: Annotated[str, typer.Argument(help="Code of the practice.")],
        out: Annotated[
            Path | None, typer.Option(help="File with the suffix svg, png or pdf. Default: CODE.svg.")
        ] = None,
        period: Annotated[PeriodOption, typer.Option(help="Length of a period of the curve.")] = PeriodOption.YEAR,
        as_of: Annotated[
            datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the data. Default: today.")
        ] = None,
        language: Annotated[LanguageOption, typer.Option(help="Language of the picture.")] = LanguageOption.RUSSIAN,
    ) -> None:
        """Draw the adoption curve of a practice and the map of its arrival by region."""
        target = check_picture(out or Path(f"{code}.svg"))
        variables = {"code": code, "period": period.name, "asOf": as_of.date().isoformat() if as_of else None}
        on_the_graph(lambda _, database: drawn(database, variables, target, language, console))


async def drawn(
    database: Database, variables: Mapping[str, str | None], target: Path, language: LanguageOption, console: Console
) -> None:
    """Read the data, draw the picture and print its file name. Raises `PlotError` if there is nothing to draw."""
    answer = await Engine(schema(), COMPUTED, database).answer(OPERATION, variables)
    # the JSON that clients receive, with days as strings
    body = orjson.loads(orjson.dumps(answer.body))
    if "errors" in body:
        raise PlotError(" ".join(each["message"] for each in body["errors"]))
    if body["data"]["practice"] is None:
        msg = f"There is no practice with the code {variables['code']}."
        raise PlotError(msg)
    draw(picture_of(body, language), target)
    print_text(console, f"Wrote {target}")


def picture_of(body: dict[str, Any], language: LanguageOption) -> SpreadPicture:
    """Return the picture for the body of a response."""
    practice, regions = body["data"]["practice"], body["data"]["regions"]["nodes"]
    spread = practice["dissemination"]
    reached = {each["region"]["code"] for each in spread["byRegion"]}
    elsewhere = [each["location"] for each in regions if each["code"] not in reached]
    return SpreadPicture(
        title=practice["title"],
        periods=[
            Period(each["period"], each["newAdopters"], each["cumulative"], each["censored"])
            for each in spread["timeline"]
        ],
        arrivals=[arrival(each) for each in spread["byRegion"] if each["region"]["location"]],
        elsewhere=[Place(each["lat"], each["lon"]) for each in elsewhere if each],
        remarks=list(remarks(body, language)),
        words=RUSSIAN if language is LanguageOption.RUSSIAN else ENGLISH,
    )


def arrival(row: dict[str, Any]) -> Arrival:
    """Return the arrival of the practice in a region."""
    region = row["region"]
    return Arrival(
        code=region["code"],
        name=region["name"],
        latitude=region["location"]["lat"],
        longitude=region["location"]["lon"],
        first_on=date.fromisoformat(row["firstOn"]) if row["firstOn"] else None,
        adopters=row["adopters"],
        source_region=row["cameFrom"][0]["code"] if row["cameFrom"] else None,
    )


def remarks(body: dict[str, Any], language: LanguageOption) -> Iterator[str]:
    """Yield the remarks below the picture: the day, the data version, regions without coordinates, missing values."""
    practice, version = body["data"]["practice"], body["extensions"]["dataVersion"]
    spread = practice["dissemination"]
    russian = language is LanguageOption.RUSSIAN
    generated = ("; данные сгенерированы" if russian else "; generated data") if practice["synthetic"] else ""
    yield (f"На {spread['asOf']}, версия данных " if russian else f"As of {spread['asOf']}, data version ") + (
        f"{version}{generated}"
    )
    placeless = [each["region"]["name"] for each in spread["byRegion"] if each["region"]["location"] is None]
    if placeless:
        yield ("Без координат: " if russian else "Without coordinates: ") + ", ".join(placeless)
    if spread["completeness"]["reason"] and russian:
        yield spread["completeness"]["reason"]
