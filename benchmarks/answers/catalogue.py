"""The cases of the benchmark with their variables; the texts are in `statements/`."""

from __future__ import annotations

from benchmarks.answers import agreement
from benchmarks.answers.case import Case, Target, stored_variables
from benchmarks.answers.chosen import DAY, Chosen
from benchmarks.answers.peer_filters import entry_in_force, program_in_force
from graph_model.model import kinds
from resolvers.compiling.full_text import lucene_query

SEARCHED = ["Practice", "Program", "Organisation", "Municipality", "Theme", "Competence"]
NODE = "Organisation:RU-ACADEMY"
TEXT = "функцианальной грамотности"
WIDE = Target(ratio=0.75, plus_milliseconds=0.0, tail_ratio=None)
# our service computes the figures, while the floor only reads the rows
COMPUTED = Target(ratio=3.0, plus_milliseconds=0.0, tail_ratio=None, throughput=None)


def cases(chosen: Chosen) -> list[Case]:
    """Return all cases for the chosen objects."""
    return [*pages(chosen), *spread(chosen), *people(chosen), *lists(chosen), *computed(chosen)]


def pages(chosen: Chosen) -> list[Case]:
    """Return the cases of single nodes, front-end pages and the search."""
    code, region = {"code": chosen.practice}, {"code": chosen.region}
    after = {"title": chosen.deep["title"], "id": chosen.deep["id"]}
    query = lucene_query(TEXT, [kinds()[each] for each in SEARCHED])
    return [
        Case("node", {"id": NODE}, {"id": NODE}, {"id": NODE}),
        Case("region-tree", region, region, region),
        Case("practices-first", peer={"offset": 0}),
        Case("practices-deep", {"after": chosen.cursor}, after, {"offset": chosen.deep["offset"]}),
        Case(
            "search",
            {"text": TEXT},
            {"query": query},
            {"phrase": query},
            of_peer=agreement.merged_hits,
            note="the peer searches each of the six kinds separately; the client merges the results",
        ),
        Case("region-page", region, region, operation="frontend/region-page"),
        Case("region-page-plain", region, region, region, of_peer=agreement.with_practices, note="without facets"),
        Case("practice-page", code, code, code, operation="frontend/practice-page"),
        *practice_lists(chosen),
    ]


def practice_lists(chosen: Chosen) -> list[Case]:
    """Return the cases of the practice catalogue, with and without facets."""
    regions = list(dict.fromkeys([chosen.region, *chosen.regions]))[:3]
    within = {"themes": chosen.themes, "regions": regions}
    themes, seats = ({"code": {"in": each}} for each in within.values())
    variables = {"first": 25, "where": {"themes": {"some": themes}, "author": {"region": seats}}}
    peer = {"where": {"themes": {"some": themes}, "author": {"some": {"region": {"some": seats}}}}}
    return [
        Case("practice-list", variables, within, operation="frontend/practice-list"),
        Case("practice-list-plain", variables, within, peer, note="without facets"),
    ]


def spread(chosen: Chosen) -> list[Case]:
    """Return the cases of the spread of practices."""
    code, theme = {"code": chosen.practice}, {"theme": chosen.themes[0]}
    return [
        Case(
            "cascade",
            code,
            code,
            code,
            of_ours=agreement.steps_by_adoption,
            of_peer=lambda data: agreement.only_value(data)["adoptions"],
            agree=agreement.same_steps,
            note="floor and peer read adoptions and their sources, without depth and lag",
        ),
        Case("statistics-theme", theme, theme),
        Case("statistics-all"),
        Case("adoptions-wide", target=WIDE),
    ]


def people(chosen: Chosen) -> list[Case]:
    """Return the cases of a teacher, the register of programs and the teachers of a region."""
    teacher, region = {"personId": chosen.teacher, "on": DAY}, {"region": chosen.region}
    deficit = {"on": DAY, "deficit": chosen.competence}
    program = {
        "version": {"some": {"program": {"some": {"competences": {"some": {"code": {"eq": chosen.competence}}}}}}}
    }
    return [
        Case("teacher", teacher, teacher, {"personId": chosen.teacher, "inForce": program_in_force(DAY)}),
        Case(
            "register",
            deficit,
            deficit,
            {"where": {**entry_in_force(DAY), **program}},
            operation="region/register",
            of_peer=agreement.with_programs,
        ),
        Case("teachers-of-region", region, region, region, of_peer=agreement.value_within),
        Case("teachers-with-deficits", region, region, region, of_peer=agreement.value_within),
    ]


def lists(chosen: Chosen) -> list[Case]:
    """Return the cases of the lists of a region."""
    region = {"region": chosen.region}
    return [
        Case("adoptions-of-region", region, region, region),
        Case("schools-of-region", region, region, region, of_peer=agreement.value_within),
    ]


def computed(chosen: Chosen) -> list[Case]:
    """Return the cases of computed fields."""
    start, end = chosen.ends
    ends, largest, code = {"from": start, "to": end}, {"code": chosen.regions[0]}, {"code": chosen.practice}
    partners = stored_variables("federal-center/partners")
    return [
        Case("shortest-path", ends, ends, agree=agreement.same_length),
        Case(
            "deficit-profile",
            largest,
            largest,
            agree=agreement.same_profile,
            target=COMPUTED,
            note="the floor counts and neither rounds numbers nor withholds small ones",
        ),
        Case(
            "partners",
            partners,
            partners,
            operation="federal-center/partners",
            agree=agreement.same_partners,
            note="the floor calls the same function",
        ),
        Case(
            "spread-statistics",
            code,
            code,
            agree=agreement.not_compared,
            target=COMPUTED,
            note="the floor reads the rows, ours computes the figures",
        ),
    ]
