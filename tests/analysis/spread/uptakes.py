"""Generated adoptions of a practice, with all contradictions that declared sources can have."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from analysis.spread.forest import CascadeStep, Source
from graph_model.terms import LearningCertainty, Provenance

FIRST = date(2020, 1, 1)
AS_OF = FIRST + timedelta(days=30)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def uptake(name: str, start: int | None, *declared: str, provenance: Provenance = Provenance.LEARNED) -> CascadeStep:
    """Return an adoption by its own organisation, with the names of its declared sources."""
    sources = [Source(LearningCertainty.DECLARED, f"Adoption:{each}") for each in declared]
    started = None if start is None else day(start)
    return CascadeStep(f"Adoption:{name}", f"O{name}", "Region:16", None, started, provenance, sources)


@st.composite
def uptakes(draw: st.DrawFn, most: int = 9) -> list[CascadeStep]:
    """Draw few adoptions on few days.

    So cycles, several layers and sources later than their learners are frequent.
    """
    size = draw(st.integers(0, most))
    names = st.integers(0, size + 1).map("Adoption:{}".format)
    source = st.builds(Source, st.sampled_from([*LearningCertainty, LearningCertainty.DECLARED]), st.none() | names)
    days = st.none() | st.integers(0, 40).map(day)
    return [
        CascadeStep(
            id=f"Adoption:{number}",
            organisation=f"O{draw(st.integers(0, most))}",
            region=f"Region:{draw(st.integers(0, 3))}",
            municipality=draw(st.none() | st.sampled_from(["Municipality:1", "Municipality:2"])),
            started_on=draw(days | st.integers(0, 2).map(day)),
            provenance=draw(st.sampled_from(Provenance)),
            sources=draw(st.lists(source, max_size=3)),
        )
        for number in range(size)
    ]
