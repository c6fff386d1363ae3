"""The statement of dissemination: the adoptions of a practice, and the other data of the selected statistics.

The cascade needs only adoptions, the timeline the organisations at risk, and thresholds the ties of adopters. Tests of
contagion need a whole network, which is read by a separate statement and shared (`ties`).
"""

from __future__ import annotations

from analysis.spread.vocabulary import SpreadNetwork
from graph_model.cypher.text import collect
from graph_model.kinds.adoptions import Adoption
from graph_model.read_tree import Body
from resolvers.compiling.computed_field import ArgumentValues, FieldStatement, Shaped, returned
from resolvers.compiling.fetched_columns import MatchedNodes
from resolvers.fields.cypher import Condition, Sent, Visible, last_day
from resolvers.fields.dissemination.rows import AdopterLifeRow, AdoptionRow, DisseminationRow, LifeRow
from resolvers.fields.dissemination.ties import OWN_TIES

# fields of the result by the data that they need in addition to the adoptions
OF_POPULATION = frozenset({"timeline", "riskSet", "growth"})
OF_OWN_TIES = frozenset({"thresholds"})
OF_NETWORK = frozenset({"contagion"})
OF_STATISTICS = OF_POPULATION | OF_OWN_TIES | OF_NETWORK
# fields of the result by the properties of adoptions that they need
OF_SOURCES = frozenset({"steps", "summary", "byRegion", "completeness"})
OF_MUNICIPALITIES = OF_STATISTICS | {"summary"}
OF_PLACES = OF_MUNICIPALITIES | {"byRegion"}
OF_ADOPTIONS = OF_SOURCES | OF_PLACES
# the columns of statistics that are not selected
NOTHING = dict.fromkeys(("population", "lives", "ties", "projects"), "null")


def write(given: ArgumentValues) -> Body:
    """Return the writer of the statement for the selected fields: one `DisseminationRow`."""

    def body(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
        del condition
        found = adoptions(given, variable, parameter, visible)
        if not given.selected & OF_STATISTICS:
            row = returned(DisseminationRow, practice=f"{variable}.id", adoptions=found, kinds="[]", **NOTHING)
            return f"RETURN {row}"
        columns = {"adoptions": found, "kinds": kinds(variable, visible)}
        more = statistics(given, variable, visible)
        names = {name: f"{variable}_{name}" for name in (*columns, *more)}
        return (
            f"WITH {variable}, {', '.join(f'{text} AS {names[name]}' for name, text in columns.items())}\n"
            f"WITH {variable}, {', '.join(names[name] for name in columns)}, "
            f"{', '.join(f'{text} AS {names[name]}' for name, text in more.items())}\n"
            f"RETURN {returned(DisseminationRow, practice=f'{variable}.id', **names)}"
        )

    return body


ADOPTIONS = MatchedNodes(
    Adoption,
    AdoptionRow,
    field="adoptions",
    held=("id", "started_on", "provenance"),
    navigations=("organisation", "organisation.region"),
)
STATEMENT = FieldStatement(DisseminationRow, Shaped(("network",), write), ADOPTIONS)


def requested_network(given: ArgumentValues) -> SpreadNetwork:
    """Return the requested network."""
    return SpreadNetwork[given.get("network") or SpreadNetwork.PARTNERSHIP]


def statistics(given: ArgumentValues, variable: str, visible: Visible) -> dict[str, str]:
    """Write the columns after the kinds of adopters, with null for columns that no selected field needs."""
    network = requested_network(given)
    ties = "projects" if network is SpreadNetwork.PROJECT else "ties"
    columns = dict(NOTHING)
    if given.selected & OF_POPULATION:
        columns |= {"population": population(variable, visible), "lives": adopter_lives(variable, visible)}
    if given.selected & OF_OWN_TIES:
        columns[ties] = OWN_TIES[network](variable, visible)
    return columns


def adoptions(given: ArgumentValues, variable: str, parameter: Sent, visible: Visible) -> str:
    """Write the adoptions of a practice with the values for the selected fields: an `AdoptionRow` and further columns.

    Withdrawn sources are excluded. The pattern starts at the practice, so that the cost depends only on its adoptions.
    An adoption with several sources has a row for each source, which costs less than a subquery for each adoption.
    """
    if not given.selected & OF_ADOPTIONS:
        return "[]"
    # every variable begins with that of the practice, which avoids conflicts with the outer statement
    adoption, adopter, region, municipality, source, parent, few = (
        f"{variable}_{each}" for each in ("adoption", "adopter", "region", "municipality", "source", "parent", "few")
    )
    lines = [
        f"MATCH ({variable})<-[:OF]-({adoption}:Adoption)-[:BY]->({adopter}:Organisation)"
        f"-[:LOCATED_IN]->({region}:Region)",
        f"WHERE {visible('Adoption', adoption)} AND {visible('Organisation', adopter)} AND {visible('Region', region)}",
    ]
    if given.nodes.columns:
        number = f"COUNT {{ ({variable})<-[:OF]-() }}"
        lines.insert(0, f"WITH {variable}, {given.nodes.few(number, parameter)} AS {few}")
    columns = dict.fromkeys(AdoptionRow._fields, "null")
    columns |= {each: f"{adoption}.{each}" for each in ("id", "provenance")}
    columns["started_on"] = f"toString({adoption}.startedOn)"
    if given.selected & OF_PLACES:
        columns |= {"organisation": f"{adopter}.id", "region": f"{region}.id"}
    if given.selected & OF_MUNICIPALITIES:
        lines.append(f"OPTIONAL MATCH ({adopter})-[:LOCATED_IN]->({municipality}:Municipality)")
        columns["municipality"] = f"{municipality}.id"
    if given.selected & OF_SOURCES:
        lines += [
            f"OPTIONAL MATCH ({adoption})-[:LEARNED_THROUGH]->({source}:LearningSource)",
            f"WHERE {visible('LearningSource', source)}",
            f"OPTIONAL MATCH ({source})-[:LEARNED_FROM]->({parent}:Adoption)",
        ]
        columns |= {each: f"{source}.{each}" for each in ("certainty", "probability")}
        columns["source"] = f"{parent}.id"
    navigations = {"organisation": adopter, "organisation.region": region}
    row = given.nodes.row(returned(AdoptionRow, **columns), few, adoption, navigations)
    return collect([*lines, f"RETURN {row}"])


def kinds(variable: str, visible: Visible) -> str:
    """Write the kinds of the organisations that adopted a practice."""
    adopter = f"{variable}_kin"
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-(:Adoption)-[:BY]->({adopter}:Organisation)
  WHERE {visible("Organisation", adopter)}
  RETURN DISTINCT {adopter}.kind
}}"""


def population(variable: str, visible: Visible) -> str:
    """Write the number of organisations of these kinds for each first and last day: a `LifeRow` each."""
    organisation, since, until, number = (f"{variable}_{each}" for each in ("other", "since", "until", "number"))
    return f"""COLLECT {{
  MATCH ({organisation}:Organisation)
  WHERE {organisation}.kind IN {variable}_kinds AND {visible("Organisation", organisation)}
  WITH {organisation}.validFrom AS {since}, {last_day(organisation)} AS {until}, count(*) AS {number}
  RETURN {returned(LifeRow, since=f"toString({since})", until=until, organisations=number)}
}}"""


def adopter_lives(variable: str, visible: Visible) -> str:
    """Write the first and last day of the adopters with a known one: an `AdopterLifeRow` each."""
    adopter = f"{variable}_mortal"
    row = returned(
        AdopterLifeRow, adopter=f"{adopter}.id", since=f"toString({adopter}.validFrom)", until=last_day(adopter)
    )
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-(:Adoption)-[:BY]->({adopter}:Organisation)
  WHERE {visible("Organisation", adopter)}
    AND ({adopter}.validFrom IS NOT NULL OR {adopter}.validTo IS NOT NULL)
  RETURN DISTINCT {row}
}}"""
