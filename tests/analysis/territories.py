"""Generated regions whose people have deficits, so small that withheld figures are almost computable."""

from __future__ import annotations

from hypothesis import strategies as st

from analysis.deficits.profile import SEVERITIES, Likes, RegionTables

COMPETENCES = ("Competence:1", "Competence:2", "Competence:3")


@st.composite
def regions(draw: st.DrawFn, competences: int = 2, most: int = 5, organisations: int = 5) -> RegionTables:
    """Draw a region with few organisations in two municipalities or in none.

    Some people work at two organisations.
    """
    size = draw(st.integers(1, organisations))
    names = [f"Organisation:{number}" for number in range(size)]
    municipality = st.none() | st.sampled_from(["Municipality:1", "Municipality:2"])
    deficits = st.dictionaries(st.sampled_from(COMPETENCES[:competences]), st.sampled_from(SEVERITIES), min_size=1)
    likes = st.builds(
        Likes,
        organisations=st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True).map(tuple)
        | st.sampled_from(names).map(lambda each: (each,)),
        deficits=deficits,
        only_there=st.just(True),
        people=st.integers(1, most),
    )
    people = [
        each._replace(only_there=len(each.organisations) == 1) for each in draw(st.lists(likes, max_size=3 * size))
    ]
    return RegionTables("Region:16", {each: draw(municipality) for each in names}, people)
