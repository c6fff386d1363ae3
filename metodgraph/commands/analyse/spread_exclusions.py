"""The excluded data of `analyse spread`, with a sentence for each reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.diffusion.autocorrelation import MOST_PAIRS, STEPS
from metodgraph.commands.analyse.spread_tables import SpreadTables

# a larger share of ties to people outside of the table is probably a mistake in the names
FOREIGN_SHARE = 0.1
WARNING = "Warning: "


def left_out(read: SpreadTables, why_not: str | None, steps: int) -> dict[str, object]:
    """Return the numbers of excluded data, with the reasons. `steps` is the number of steps of Moran's I."""
    found = read.left_out
    return {
        "ties_outside_sample": found.outside_sample,
        "people_outside_sample": found.people_outside,
        "ties_outside_window": found.outside_window,
        "self_ties": found.self_ties,
        "repeated_ties": found.repeated,
        "ties_without_weight": found.without_weight,
        "people_without_attribute": read.without_attribute,
        "hazard_regression": why_not,
        "notes": [*warnings(read, steps), *sentences(read)],
    }


def warnings(read: SpreadTables, steps: int) -> list[str]:
    """Return a sentence for each limit and each probable mistake that changes the figures."""
    found, outside = [], read.left_out.outside_sample
    if outside > FOREIGN_SHARE * read.tie_rows:
        found.append(
            f"{WARNING}{outside / read.tie_rows:.0%} of the ties ({outside:,} of {read.tie_rows:,}) have an end who is "
            f"not in the adoptions table, such as {', '.join(map(repr, read.examples_outside))}. Exposure and "
            "thresholds leave these people out. Check that both tables name people in the same way, and that the "
            "adoptions table has a row for each person."
        )
    if steps < STEPS:
        found.append(
            f"{WARNING}Moran's I reaches {steps} of {STEPS} steps, because more steps join more than {MOST_PAIRS:,} "
            "pairs of people. People who are farther apart have the weight 0."
        )
    return found


def warnings_in(found: Mapping[str, object]) -> Iterator[str]:
    """Yield the warnings among the notes of all figures."""
    left = found["left_out"]
    notes = left["notes"] if isinstance(left, Mapping) else []
    yield from (each for each in notes if each.startswith(WARNING))


def sentences(read: SpreadTables) -> list[str]:
    """Return a sentence for each reason why data are excluded or merged."""
    found = read.left_out
    counts = {
        f"{found.outside_sample} ties to or from {found.people_outside} people who are not in the adoptions table: "
        "excluded.": found.outside_sample,
        f"{found.outside_window} ties that hold in no period of the window: excluded.": found.outside_window,
        f"{found.self_ties} ties of people to themselves: excluded.": found.self_ties,
        f"{found.repeated} repeated ties: merged into one tie per pair "
        f"{'in each period, ' if read.dated else ''}with the sum of the weights.": found.repeated,
        f"{found.without_weight} ties with the weight 0: excluded.": found.without_weight,
        **{
            f"{count} people without a value of {name}: they have no weight in exposure by {name}.": count
            for name, count in read.without_attribute.items()
        },
    }
    return [sentence for sentence, count in counts.items() if count]
