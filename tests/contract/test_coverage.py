"""Tests of coverage of the demo: the operation of the federal centre, against a direct count in the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from graph_model.cypher import text_for
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from graph_model.declarations import Relation
from graph_model.kinds.documents import Document
from graph_model.kinds.organisations import Function, Organisation
from graph_model.kinds.territory import Municipality, Region
from graph_model.terms import DocumentStatus, Level, OrganisationKind
from graph_model.visibility import ANYONE
from resolvers.fields.coverage.statement import COUNTRY_COVERAGE
from resolvers.running.engine import Engine
from tests.generator.stored_graph import ends, nodes_by_id, nodes_of, only, starts
from tests.resolvers.requesting import operation, response_data

NAME = "federal-center/coverage"
EARLIER = date(2022, 6, 30)
REGIONS = """query ($day: Date, $after: String) { regions(first: 30, after: $after) {
  pageInfo { hasNextPage endCursor } nodes { id coverage(asOf: $day) {
  functions {
    required covered performed { function { id } performers } missing { id }
    unperformed { function { id } cause reason }
  }
  structures { kind present required lacking }
  documents { kind required present documents { id } drafts { id } }
  completeness { complete reason asOf }
} } } }"""
NEIGHBOURS = """query ($after: String) { regions(first: 30, after: $after) {
  pageInfo { hasNextPage endCursor } nodes { id coverage { functions {
  inNeighbours { function { id } neighbours { region { id } totalCount organisations { id } } }
} } } } }"""
DEFICITS = """{ regions(first: 89) { nodes { id
  coverage { topDeficits(first: 100) { competence { id } teachers } }
  deficitProfile { competences { competence { id } people } }
} } }"""
OFFERS = """{ region(code: "16") { coverage { topDeficits(first: 5) {
  competence { id } programs practices internships offeredInRegion
  inRegion { programs practices internships } neighbours { region { id } }
} } } }"""
COUNTRY = """query ($day: Date) { coverage(asOf: $day) {
  functions { function { id } performers regions missingIn { id } }
  unperformed { function { id } cause }
  cells { region { id } function { id } covered performers }
} }"""
Performed = Mapping[tuple[str, str], set[str]]


@pytest_asyncio.fixture(scope="module", autouse=True)
async def planned(demo_connection: Connection) -> None:
    """Plan the statement of the country before the tests: a loaded machine needs longer for it than the deadline."""
    database = Database(demo_connection, deadline=300)
    await database.read(text_for(COUNTRY_COVERAGE.statement.text, ANYONE), {"day": date(2020, 12, 31)})
    await database.close()


def lasts(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def held(relation: Relation, day: date) -> bool:
    return lasts(getattr(relation, "since", None), getattr(relation, "until", None), day)


def region_of(organisation: str) -> str:
    return only(ends("Organisation LOCATED_IN Region")[organisation])


def existing(day: date) -> list[Organisation]:
    return [each for each in nodes_of(Organisation) if lasts(each.valid_from, each.valid_to, day)]


def regional() -> list[str]:
    return sorted(each.id for each in nodes_of(Function) if each.level is Level.REGIONAL)


def performers(day: date) -> Performed:
    """Return the organisations that perform each function in each region, counted in the records."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in existing(day):
        for function, relation in ends("Organisation PERFORMS Function")[each.id]:
            if held(relation, day) and each.level is not Level.FEDERAL:
                found[region_of(each.id), function].add(each.id)
    return found


def neighbours(region: str) -> set[str]:
    pattern = "Region BORDERS Region"
    return {each for each, _ in (*ends(pattern)[region], *starts(pattern)[region])}


async def coverage(engine: Engine, day: date | None = None) -> dict[str, Any]:
    return await of_all_regions(engine, REGIONS, day=day and day.isoformat())


async def of_all_regions(engine: Engine, text: str, **given: object) -> dict[str, Any]:
    """Return the coverage of all regions, page by page, since one answer would be too large."""
    found: dict[str, Any] = {}
    after = None
    while True:
        page = (await response_data(engine, text, {**given, "after": after}))["regions"]
        found |= {each["id"]: each["coverage"] for each in page["nodes"]}
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("day", [None, EARLIER])
async def test_covered_and_missing_functions_are_those_of_the_records(demo_engine: Engine, day: date | None) -> None:
    performed, found = performers(day or date.today()), await coverage(demo_engine, day)
    known = [each for each in regional() if any((region, each) in performed for region in found)]
    assert len(found) == 89
    for region, answer in found.items():
        functions = answer["functions"]
        expected = {each: len(performed[region, each]) for each in known if (region, each) in performed}
        assert {each["function"]["id"]: each["performers"] for each in functions["performed"]} == expected
        assert [each["id"] for each in functions["missing"]] == [each for each in known if each not in expected]
        assert (functions["covered"], functions["required"]) == (len(expected), len(known))
        assert {each["function"]["id"] for each in functions["unperformed"]} == {*regional()} - {*known}


async def test_functions_of_the_whole_level_are_neither_covered_nor_missing(demo_engine: Engine) -> None:
    answer = (await coverage(demo_engine))["Region:16"]
    causes = {each["function"]["id"]: each["cause"] for each in answer["functions"]["unperformed"]}
    assert {each: causes[each] for each in causes if each.startswith("Function:SR-")} == {
        f"Function:SR-0{number}": "WHOLE_LEVEL" for number in range(1, 8)
    }
    assert all(each["reason"].endswith(".") for each in answer["functions"]["unperformed"])
    assert f"не выполняет ни одна организация страны: {len(causes)}" in answer["completeness"]["reason"]


async def test_missing_functions_are_lent_by_bordering_regions_alone(demo_engine: Engine) -> None:
    performed, found = performers(date.today()), await of_all_regions(demo_engine, NEIGHBOURS)
    lent = 0
    for region, answer in found.items():
        for each in answer["functions"]["inNeighbours"]:
            function = each["function"]["id"]
            expected = {one: performed[one, function] for one in neighbours(region) if (one, function) in performed}
            assert {one["region"]["id"]: one["totalCount"] for one in each["neighbours"]} == {
                one: len(organisations) for one, organisations in expected.items()
            }
            for one in each["neighbours"]:
                named = [organisation["id"] for organisation in one["organisations"]]
                assert named == sorted(expected[one["region"]["id"]])[:10]
                lent += 1
    assert lent > 0


async def test_structures_are_counted_in_the_records(demo_engine: Engine) -> None:
    found, towns = await coverage(demo_engine), starts("Municipality IN_REGION Region")
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for each in existing(date.today()):
        counts[region_of(each.id), each.kind.value] += 1
    nodes = nodes_by_id()
    for region, answer in found.items():
        for each in answer["structures"]:
            assert each["present"] == counts[region, each["kind"]], (region, each)
        by_kind = {each["kind"]: each for each in answer["structures"]}
        home = nodes[region]
        assert isinstance(home, Region)
        assert by_kind["CNPPM"]["required"] == int(home.in_scope)
        there = [nodes[one] for one, _ in towns[region]]
        there = [
            one for one in there if isinstance(one, Municipality) and lasts(one.valid_from, one.valid_to, date.today())
        ]
        service = by_kind[OrganisationKind.MUNICIPAL_METHOD_SERVICE.value]
        assert service["required"] == (len(there) if home.in_scope else 0)
        assert 0 <= service["lacking"] <= service["required"]


async def test_lacking_structures_and_documents_are_the_findings_of_the_rules(demo_engine: Engine) -> None:
    day = date.today().isoformat()
    text = """query ($day: Date) { findings(rule: ["R24", "R26"], asOf: $day, first: 1000) { nodes {
      rule { code } object { id } missing } } }"""
    findings = (await response_data(demo_engine, text, {"day": day}))["findings"]["nodes"]
    missing = {(each["rule"]["code"], each["object"]["id"]): each["missing"] for each in findings}
    for region, answer in (await coverage(demo_engine)).items():
        absent = [each for each in answer["documents"] if each["required"] and not each["present"]]
        assert len(absent) == len(missing.get(("R24", region), ())), region
        lacking = [each for each in answer["structures"] if each["lacking"] and each["kind"] != "CNPPM"]
        assert len(lacking) == len(missing.get(("R26", region), ())), region


async def test_documents_are_named(demo_engine: Engine) -> None:
    found, regions = await coverage(demo_engine), ends("Document FOR Region")
    for each in nodes_of(Document):
        for region, _ in regions[each.id]:
            [of_kind] = [one for one in found[region]["documents"] if one["kind"] == each.kind.value]
            expected = {DocumentStatus.IN_FORCE: "documents", DocumentStatus.DRAFT: "drafts"}.get(each.status)
            if expected:
                assert {"id": each.id} in of_kind[expected]
                assert of_kind["present"] is bool(of_kind["documents"])


async def test_deficits_are_those_of_the_profile_and_none_is_a_small_group(demo_engine: Engine) -> None:
    data = await response_data(demo_engine, DEFICITS)
    shown = 0
    for region in data["regions"]["nodes"]:
        profile = [each for each in region["deficitProfile"]["competences"] if each["people"] is not None]
        deficits = region["coverage"]["topDeficits"]
        assert [(each["competence"]["id"], each["teachers"]) for each in deficits] == [
            (each["competence"]["id"], each["people"]) for each in profile
        ]
        assert all(each["teachers"] >= 5 for each in deficits)
        shown += len(deficits)
    assert shown > 10


async def test_offers_are_counted_like_the_lists_of_programs_and_practices(demo_engine: Engine) -> None:
    data = await response_data(demo_engine, OFFERS)
    text = """query ($id: ID!, $day: Date!) {
      programs(inForceOn: $day, where: {competences: {some: {id: {eq: $id}}}}) { totalCount }
      inside: programs(inForceOn: $day, where: {
        competences: {some: {id: {eq: $id}}}, provider: {region: {code: {eq: "16"}}}}) { totalCount }
      practices(where: {stage: {eq: IN_BANK}, competences: {some: {id: {eq: $id}}}}) { totalCount }
      internships(where: {beginsOn: {gte: $day}, freePlaces: {gt: 0}, competences: {some: {id: {eq: $id}}}}) {
        totalCount } }"""
    for each in data["region"]["coverage"]["topDeficits"]:
        given = {"id": each["competence"]["id"], "day": date.today().isoformat()}
        counted = await response_data(demo_engine, text, given)
        assert each["programs"] == counted["programs"]["totalCount"]
        assert each["inRegion"]["programs"] == counted["inside"]["totalCount"]
        assert each["practices"] == counted["practices"]["totalCount"]
        assert each["internships"] == counted["internships"]["totalCount"]
        assert each["offeredInRegion"] is any(each["inRegion"].values())
        assert not (each["offeredInRegion"] and each["neighbours"])


async def test_free_mentors_are_a_number_without_small_groups(demo_engine: Engine) -> None:
    text = """{ regions(first: 89) { nodes { code coverage { freeMentors completeness { reason } } } } }"""
    regions = (await response_data(demo_engine, text))["regions"]["nodes"]
    mentors = {each["code"]: each["coverage"]["freeMentors"] for each in regions}
    assert max(each or 0 for each in mentors.values()) >= 5
    assert not {1, 2, 3, 4} & {*mentors.values()}
    [one] = [each for each in regions if each["code"] == "16"]
    alone = await response_data(demo_engine, '{ region(code: "16") { coverage { freeMentors } } }')
    assert alone["region"]["coverage"]["freeMentors"] == one["coverage"]["freeMentors"]


async def test_the_table_of_the_country_is_that_of_its_regions(demo_engine: Engine) -> None:
    country = (await response_data(demo_engine, COUNTRY))["coverage"]
    performed = performers(date.today())
    cells = {(each["region"]["id"], each["function"]["id"]): each for each in country["cells"]}
    known = [each["function"]["id"] for each in country["functions"]]
    assert len(cells) == len(country["cells"]) == 89 * len(known)
    for key, each in cells.items():
        assert (each["performers"], each["covered"]) == (len(performed.get(key, ())), key in performed)
    for each in country["functions"]:
        inside = [cell for (_, function), cell in cells.items() if function == each["function"]["id"]]
        assert each["performers"] == sum(cell["performers"] for cell in inside)
        assert each["regions"] == sum(cell["covered"] for cell in inside) == 89 - len(each["missingIn"])
    assert {*known} | {each["function"]["id"] for each in country["unperformed"]} == {*regional()}


async def test_the_operation_of_the_federal_centre_reads_all_regions_together(demo_engine: Engine) -> None:
    before = demo_engine.database.statements
    data = await response_data(demo_engine, operation(NAME))
    assert data["regions"]["totalCount"] == len(data["regions"]["nodes"]) == 89
    assert any(each["coverage"]["topDeficits"] for each in data["regions"]["nodes"])
    assert demo_engine.database.statements - before <= 6
    before = demo_engine.database.statements
    await response_data(demo_engine, operation(NAME))
    assert demo_engine.database.statements - before == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('coverage(asOf: "2022-06-30") { topDeficits { teachers } }', "topDeficits is known for today only"),
        ('coverage(asOf: "2022-06-30") { freeMentors }', "freeMentors is known for today only"),
        ("coverage { topDeficits(first: 101) { teachers } }", "topDeficits.first is 101"),
    ],
)
async def test_figures_of_another_day_and_long_lists_are_refused(demo_engine: Engine, text: str, says: str) -> None:
    body = (await demo_engine.answer(f'{{ region(code: "16") {{ {text} }} }}')).body
    [error] = body["errors"]
    assert (error["extensions"]["code"], body["data"]) == ("BAD_USER_INPUT", {"region": None})
    assert says in error["message"]
