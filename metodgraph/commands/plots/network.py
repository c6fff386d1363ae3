"""The command `plot network`: draw the organisations around an organisation and the links between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from analysis.vocabulary import LinkKind
from graph_model.database.driver import Database
from graph_model.terms import OrganisationKind
from metodgraph.commands.ego_network import EgoAnswer, EgoOptions, read_ego_network
from metodgraph.commands.picture_files import LanguageOption, check_picture
from metodgraph.commands.plots.network_picture import DrawnLink, DrawnNode, NetworkPicture, draw
from metodgraph.commands.running import OnTheGraph
from metodgraph.console_output import print_text

# more organisations cannot be distinguished in a picture
MOST_DRAWN, DEFAULT_DRAWN = 300, 70
# more colours cannot be distinguished; the communities are numbered by size
MOST_COMMUNITIES = 12
RUSSIAN = {
    "organisations": "Организации",
    "links": "Связи",
    "community": "сообщество",
    "others": "прочие сообщества",
    **{each.value: each.russian for each in OrganisationKind},
    **{each.value: each.russian for each in LinkKind},
}
ENGLISH = {
    "organisations": "Organisations",
    "links": "Links",
    "community": "community",
    "others": "other communities",
    **{each.value: each.value.lower().replace("_", " ") for each in (*OrganisationKind, *LinkKind)},
}


class Colouring(StrEnum):
    """The meaning of the colours."""

    KIND = "kind"
    COMMUNITY = "community"


def register(plot: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command."""

    @plot.command()
    def network(
        organisation: Annotated[str, typer.Argument(help="Key of the organisation (orgId).")],
        out: Annotated[
            Path | None, typer.Option(help="File with the suffix svg, png or pdf. Default: ORGANISATION.svg.")
        ] = None,
        depth: Annotated[int | None, typer.Option(help="Largest distance in links, 1 to 3. Default: 2.")] = None,
        through: Annotated[
            list[str] | None, typer.Option(help="Kind of link, such as PARTNERSHIP. Repeatable. Default: all kinds.")
        ] = None,
        as_of: Annotated[
            datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the network. Default: today.")
        ] = None,
        first: Annotated[
            int, typer.Option(min=1, max=MOST_DRAWN, help="Largest number of organisations besides the organisation.")
        ] = DEFAULT_DRAWN,
        colour: Annotated[Colouring, typer.Option(help="Meaning of the colours.")] = Colouring.KIND,
        language: Annotated[LanguageOption, typer.Option(help="Language of the picture.")] = LanguageOption.RUSSIAN,
    ) -> None:
        """Draw the organisations around an organisation and the links between them."""
        target = check_picture(out or Path(f"{organisation.removeprefix('Organisation:')}.svg"))
        options = EgoOptions(organisation, depth, through or (), as_of.date() if as_of else None, first)
        on_the_graph(lambda _, database: drawn(database, options, target, colour, language, console))


async def drawn(
    database: Database,
    options: EgoOptions,
    target: Path,
    colour: Colouring,
    language: LanguageOption,
    console: Console,
) -> None:
    """Read the network, draw the picture and print its file name."""
    answer = await read_ego_network(database, options)
    draw(picture_of(answer, colour, language), target)
    print_text(console, f"Wrote {target}")


def picture_of(answer: EgoAnswer, colour: Colouring, language: LanguageOption) -> NetworkPicture:
    """Return the picture of an answer."""
    words = RUSSIAN if language is LanguageOption.RUSSIAN else ENGLISH
    numbers = {each["id"]: number for number, each in enumerate(answer.nodes)}
    return NetworkPicture(
        title=title(answer, language),
        nodes=[*drawn_nodes(answer, colour, words)],
        links=[
            DrawnLink(numbers[each["source"]["id"]], numbers[each["target"]["id"]], each["kind"], each["weight"])
            for each in answer.links
        ],
        remarks=[*remarks(answer, language)],
        words=words,
    )


def drawn_nodes(answer: EgoAnswer, colour: Colouring, words: Mapping[str, str]) -> Iterator[DrawnNode]:
    """Yield the organisations with the groups of their shapes and colours."""
    for node, position in zip(answer.nodes, answer.positions, strict=True):
        number = position["community"]
        community = f"{words['community']} {number}" if number <= MOST_COMMUNITIES else words["others"]
        yield DrawnNode(
            label=node["shortName"] or node["name"],
            shape=node["kind"],
            colour=node["kind"] if colour is Colouring.KIND else community,
            distance=position["distance"],
            degree=position["degree"],
        )


def title(answer: EgoAnswer, language: LanguageOption) -> str:
    """Return the title: the organisation, the day, and how much is shown."""
    if language is LanguageOption.RUSSIAN:
        shown = f"организаций: {len(answer.nodes)}, связей: {len(answer.links)}"
        return f"{answer.name}: сеть на {answer.as_of:%d.%m.%Y}; {shown}" + (" (не все)" if answer.truncated else "")
    shown = f"{len(answer.nodes)} organisations, {len(answer.links)} links"
    return f"{answer.name}: network on {answer.as_of}; {shown}" + (" (not all)" if answer.truncated else "")


def remarks(answer: EgoAnswer, language: LanguageOption) -> Iterator[str]:
    """Yield the remarks below the picture: the data version, generated data, and the omitted parts."""
    russian = language is LanguageOption.RUSSIAN
    generated = any(each["synthetic"] for each in answer.nodes)
    yield (f"Версия данных {answer.data_version}" if russian else f"Data version {answer.data_version}") + (
        ("; есть сгенерированные данные" if russian else "; contains generated data") if generated else ""
    )
    if answer.reason and russian:
        yield answer.reason
