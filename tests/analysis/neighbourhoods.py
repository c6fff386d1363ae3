"""Random neighbourhoods of an organisation, and a plain reference implementation of the exclusion of candidates."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from analysis.answers import ValidityPeriod
from analysis.geography import Place
from analysis.partners.neighbourhood import Body, Candidate, Neighbourhood, Performance, RegionNearness, SecondPartner
from analysis.ties.links import Tie
from analysis.vocabulary import LinkKind, ReasonCode
from graph_model.terms import OrganisationKind

DAY = date(2026, 6, 1)
BEFORE, AFTER = date(2020, 1, 1), date(2030, 1, 1)
PERIODS = (
    ValidityPeriod(),
    ValidityPeriod(BEFORE),
    ValidityPeriod(DAY, DAY),
    ValidityPeriod(None, BEFORE),
    ValidityPeriod(AFTER),
)

ASKER = "Organisation:asker"
OTHERS = [f"Organisation:{letter}" for letter in "ABCDEF"]
FUNCTIONS = [f"Function:{letter}" for letter in "abcd"]
KINDS = (OrganisationKind.CNPPM, OrganisationKind.REGIONAL_INSTITUTE)
HOME = "Region:16"
REGIONS = [
    RegionNearness(HOME, HOME, "Республика Татарстан", "DataSource:seats"),
    RegionNearness(HOME, "Region:43", "Кировская область", "DataSource:borders"),
    RegionNearness(HOME, "Region:73", "Ульяновская область", None),
]

periods = st.sampled_from(PERIODS)
days = st.sampled_from([None, None, AFTER, DAY, BEFORE])
places = st.none() | st.builds(Place, st.floats(50, 60), st.floats(40, 60))
functions = st.lists(st.builds(Performance, st.sampled_from(FUNCTIONS), periods), max_size=5)


def bodies(identifier: str) -> st.SearchStrategy[Body]:
    """Return a strategy for organisations with an id."""
    return st.builds(Body, st.just(identifier), st.sampled_from(KINDS), days, places, functions)


@st.composite
def ties(draw: st.DrawFn) -> Tie:
    """Draw a tie between the requesting organisation and another one, in either direction."""
    kind = draw(st.sampled_from([LinkKind.UNIT, LinkKind.FOUNDER, LinkKind.PARTNERSHIP]))
    start, end = draw(st.permutations([ASKER, draw(st.sampled_from(OTHERS))]))
    return Tie(kind, start, end, "DataSource:ties", draw(periods))


@st.composite
def neighbourhoods(draw: st.DrawFn) -> Neighbourhood:
    """Draw a requesting organisation with some of six organisations around it."""
    present = draw(st.lists(st.sampled_from(OTHERS), unique=True))
    others = st.sampled_from(OTHERS)
    return Neighbourhood(
        asker=draw(bodies(ASKER)),
        functions_assigned=draw(st.booleans()),
        functions_known=len(FUNCTIONS),
        candidates=[Candidate(draw(bodies(each)), draw(st.sampled_from(REGIONS))) for each in present],
        ties=draw(st.lists(ties(), max_size=6)),
        second_partners=draw(st.lists(st.builds(SecondPartner, others, others, periods), max_size=8)),
    )


def performed(body: Body) -> set[str]:
    """Return the functions of an organisation on the day."""
    return {function for function, (since, until) in body.functions if (since or DAY) <= DAY <= (until or DAY)}


def ties_with(around: Neighbourhood, other: str) -> set[tuple[LinkKind, str]]:
    """Return kind and start of the ties between the requesting organisation and another one on the day."""
    return {(tie.kind, tie.start) for tie in around.ties if other in (tie.start, tie.end) and tie.period.holds(DAY)}


def hindrances(around: Neighbourhood, candidate: Candidate) -> set[ReasonCode]:
    """Return every reason to exclude a candidate."""
    body, asker = candidate.body, around.asker
    between = ties_with(around, body.id)
    hindered = {
        ReasonCode.ALREADY_PARTNER: any(kind == LinkKind.PARTNERSHIP for kind, _ in between),
        ReasonCode.OWN_UNIT: (LinkKind.UNIT, body.id) in between,
        ReasonCode.OWN_HOST: (LinkKind.UNIT, ASKER) in between,
        ReasonCode.OWN_FOUNDED: (LinkKind.FOUNDER, body.id) in between,
        ReasonCode.OWN_FOUNDER: (LinkKind.FOUNDER, ASKER) in between,
        ReasonCode.CLOSED: body.last_day is not None and body.last_day < DAY,
        ReasonCode.NOTHING_TO_OFFER: body.kind != asker.kind and not performed(body) - performed(asker),
    }
    return {code for code, holds in hindered.items() if holds}


def partners(around: Neighbourhood) -> set[str]:
    """Return the partners of the requesting organisation on the day."""
    return {each for each in OTHERS if any(kind == LinkKind.PARTNERSHIP for kind, _ in ties_with(around, each))}
