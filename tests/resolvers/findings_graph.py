"""A small graph that violates no rule of the order, and changes that make it violate one rule each."""

from __future__ import annotations

from typing import NamedTuple

from graph_model.database.definitions import define
from graph_model.database.driver import Database, Reader
from graph_model.terms import Severity
from resolvers.fields.findings.rules import RULES
from tests.graph_database import empty

DAY = "2024-06-01"
PLACES = """
CREATE (:DataState {id: 'DataState:state', name: 'state', dataVersion: 1, modelVersion: 5,
  changedAt: datetime('2024-06-01T12:00:00Z')})
CREATE (mp:Organisation {id: 'Organisation:RU-MP', orgId: 'RU-MP', name: 'Минпросвещения', kind: 'FEDERAL_MINISTRY'})
CREATE (mon:Organisation {id: 'Organisation:RU-MON', orgId: 'RU-MON', name: 'Минобрнауки', kind: 'FEDERAL_MINISTRY'})
CREATE (:Function {id: 'Function:FK-12', code: 'FK-12'})
WITH mp UNWIND ['16', '72'] AS code
CREATE (region:Region {id: 'Region:' + code, code: code, name: 'Субъект ' + code, inScope: true})
CREATE (town:Municipality {id: 'Municipality:' + code, territoryId: code, name: 'Город ' + code})-[:IN_REGION]->(region)
WITH mp, region, town, code UNWIND ['REGIONAL_AUTHORITY', 'REGIONAL_INSTITUTE', 'CNPPM', 'RUMO', 'SCHOOL',
  'MUNICIPAL_METHOD_SERVICE', 'PEDAGOGICAL_UNIVERSITY', 'FEDERAL_CENTRE'] AS kind
CREATE (one:Organisation {id: 'Organisation:' + kind + code, orgId: kind + code, name: kind + ' ' + code, kind: kind,
  validFrom: date('2021-01-01')})-[:LOCATED_IN]->(region)
CREATE (one)-[:LOCATED_IN]->(town)
"""
ORGANISATIONS = """
MATCH (mp:Organisation {orgId: 'RU-MP'}), (certifies:Function)
CREATE (academy:Organisation {id: 'Organisation:RU-ACADEMY', orgId: 'RU-ACADEMY', name: 'Академия',
  kind: 'FEDERAL_COORDINATOR', validFrom: date('2020-01-01')})-[:PERFORMS]->(certifies)
CREATE (academy)-[:OPERATES]->(:DigitalResource {id: 'DigitalResource:P', code: 'P', title: 'Портал', kind: 'PORTAL'})
CREATE (academy)-[:OPERATES]->(:DigitalResource {id: 'DigitalResource:R', code: 'R', title: 'Реестр', kind: 'REGISTER'})
CREATE (training:Program {id: 'Program:A', code: 'A', title: 'Сотрудник ЦНППМ', kind: 'QUALIFICATION_UPGRADE',
  hours: 36})-[:HAS_VERSION]->(:ProgramVersion {id: 'ProgramVersion:A', code: 'A', number: 1})
CREATE (training)-[:OFFERED_BY]->(academy)
CREATE (mp)-[:PERFORMS]->(:Function {id: 'Function:FK-01', code: 'FK-01'})
WITH mp UNWIND ['16', '72'] AS code
MATCH (region:Region {code: code}), (institute {orgId: 'REGIONAL_INSTITUTE' + code}),
  (centre {orgId: 'CNPPM' + code}), (university {orgId: 'PEDAGOGICAL_UNIVERSITY' + code}),
  (federal {orgId: 'FEDERAL_CENTRE' + code})
CREATE (centre)-[:UNIT_OF]->(institute)
CREATE (federal)-[:UNIT_OF]->(university)-[:FOUNDED_BY]->(mp)
CREATE (cabinet:DigitalResource {id: 'DigitalResource:C' + code, code: 'C' + code, title: 'Кабинет', kind: 'CABINET'})
CREATE (centre)-[:OPERATES]->(cabinet)-[:FOR]->(region)
FOREACH (kind IN ['SYSTEM_REGULATION', 'CNPPM_REGULATION', 'EVENT_PLAN', 'NETWORK_REGULATION'] |
  CREATE (:Document {id: 'Document:' + kind + code, code: kind + code, title: kind, kind: kind, level: 'REGIONAL',
    status: 'IN_FORCE', dated: date('2021-05-01')})-[:FOR]->(region))
FOREACH (number IN [1, 2] | CREATE (:ManagementTeam {id: 'ManagementTeam:' + code + number, code: code + number,
  name: 'Команда', trainedOn: date('2022-03-01')})-[:BELONGS_TO]->(region))
"""
DOCUMENTS = """
UNWIND ['ROAD_MAP', 'REGIONAL_SYSTEM_RECOMMENDATIONS', 'CNPPM_RECOMMENDATIONS', 'FEDERAL_CENTRE_REGULATION',
  'DIGITAL_RECOMMENDATIONS', 'CERTIFICATION_PROCEDURE'] AS kind
CREATE (:Document {id: 'Document:' + kind, code: kind, title: kind, kind: kind, level: 'FEDERAL', status: 'IN_FORCE'})
WITH count(*) AS federal
CREATE (:Document {id: 'Document:R-76', code: 'R-76', title: 'Распоряжение Р-76', number: 'Р-76', kind: 'ORDER',
  level: 'FEDERAL', status: 'REPEALED'})
"""
# six people of each region: head, tutor, beginner, two experts, mentor
PEOPLE = """
UNWIND ['16', '72'] AS code MATCH (region:Region {code: code})
UNWIND [['head', 'MANAGER', 'SCHOOL', 'head'], ['tutor', 'TUTOR', 'CNPPM', 'tutor'],
  ['young', 'TEACHER', 'SCHOOL', 'teacher'], ['expert', 'EXPERT', 'SCHOOL', 'methodist'],
  ['second', 'EXPERT', 'MUNICIPAL_METHOD_SERVICE', 'methodist'], ['mentor', 'MENTOR', 'SCHOOL', 'teacher']] AS each
MATCH (employer:Organisation {orgId: each[2] + code})
CREATE (person:Person {id: 'Person:' + each[0] + code, personId: each[0] + code, synthetic: true, roles: [each[1]],
  bornYear: CASE each[0] WHEN 'young' THEN 1998 ELSE 1970 END,
  firstWorkedOn: CASE each[0] WHEN 'young' THEN date('2022-09-01') ELSE date('1995-09-01') END})
CREATE (person)-[:WORKS_AT {position: each[3], since: date('2022-09-01')}]->(employer)
CREATE (person)-[:BELONGS_TO]->(region)
"""
RECORDS = """
MATCH (training:ProgramVersion {code: 'A'})
UNWIND ['16', '72'] AS code
MATCH (head {personId: 'head' + code}), (tutor {personId: 'tutor' + code}), (young {personId: 'young' + code}),
  (mentor {personId: 'mentor' + code}), (team:ManagementTeam {code: code + '1'}),
  (institute {orgId: 'REGIONAL_INSTITUTE' + code}), (school {orgId: 'SCHOOL' + code}), (centre {orgId: 'CNPPM' + code})
CREATE (head)-[:MEMBER_OF {role: 'HEAD'}]->(team)
CREATE (training)<-[:IN]-(:Enrolment {id: 'Enrolment:' + code, code: code, synthetic: true, status: 'COMPLETED',
  endedOn: date('2023-01-01')})-[:OF]->(tutor)
CREATE (mentor)-[:MENTOR_IN]->(support:Mentorship {id: 'Mentorship:' + code, code: code, synthetic: true,
  since: date('2022-10-01')})<-[:MENTEE_IN]-(young)
CREATE (competence:Competence {id: 'Competence:' + code, code: code, name: code})
CREATE (young)-[:TOOK]->(attempt:Attempt {id: 'Attempt:' + code, code: code, synthetic: true,
  takenOn: date('2023-02-01')})-[:REVEALED]->(deficit:Deficit {id: 'Deficit:' + code, code: code, synthetic: true,
  foundOn: date('2023-02-01')})-[:IN_COMPETENCE]->(competence)
CREATE (program:Program {id: 'Program:' + code, code: code, title: 'Чтение', kind: 'QUALIFICATION_UPGRADE', hours: 16})
CREATE (program)-[:OFFERED_BY]->(institute)
CREATE (program)-[:DEVELOPS]->(competence)
CREATE (young)-[:FOLLOWS]->(route:Route {id: 'Route:' + code, code: code, synthetic: true, status: 'COMPLETED',
  drawnUpOn: date('2023-02-01')})-[:BASED_ON]->(attempt)
CREATE (route)-[:STEP {order: 1}]->(program)
CREATE (program)-[:HAS_VERSION]->(:ProgramVersion {id: 'ProgramVersion:' + code, code: code, number: 1})
CREATE (project:NetworkProject {id: 'NetworkProject:' + code, code: code, title: 'Сеть', beganOn: date('2023-01-01')})
CREATE (school)-[:TAKES_PART {role: 'PARTICIPANT'}]->(project)<-[:TAKES_PART {role: 'COORDINATOR'}]-(centre)
CREATE (school)<-[:AUTHORED_BY]-(practice:Practice {id: 'Practice:' + code, code: code, title: 'Опыт', stage: 'IN_BANK',
  publishedOn: date('2023-05-01')})<-[:OF]-(:Review {id: 'Review:' + code, code: code, verdict: 'POSITIVE',
  reviewedOn: date('2023-04-01')})
"""
CERTIFICATION = """
UNWIND ['16', '72'] AS code
MATCH (version:ProgramVersion {code: code}), (one {personId: 'expert' + code}), (two {personId: 'second' + code})
CREATE (version)<-[:ON]-(conclusion:ExpertConclusion {id: 'ExpertConclusion:' + code, code: code, verdict: 'POSITIVE',
  concludedOn: date('2022-10-01')})
CREATE (one)<-[:SIGNED_BY]-(conclusion)-[:SIGNED_BY]->(two)
CREATE (conclusion)<-[:BASED_ON]-(certificate:Certificate {id: 'Certificate:' + code, code: code,
  validFrom: date('2022-11-01'), validTo: date('2025-11-01')})
CREATE (certificate)<-[:UNDER]-(:RegisterEntry {id: 'RegisterEntry:' + code, code: code,
  enteredOn: date('2022-12-01')})-[:FOR]->(version)
"""
RULE_NODES = "UNWIND $rules AS each CREATE (:Rule {id: 'Rule:' + each[0], code: each[0], severity: each[1]})"
CLEAN = (PLACES, ORGANISATIONS, DOCUMENTS, PEOPLE, RECORDS, CERTIFICATION)


async def write_clean(database: Database) -> None:
    """Write the graph without violations into a database, in place of its contents."""

    async def written(run: Reader) -> None:
        for text in CLEAN:
            await run(text, {})
        await run(RULE_NODES, {"rules": stored_rules()})

    await empty(database)
    await define(database)
    await database.write(written)


async def change(database: Database, text: str) -> None:
    """Run a statement that changes the graph."""

    async def write(run: Reader) -> None:
        await run(text, {})

    await database.write(write)


def stored_rules() -> list[list[str]]:
    """Return all rules, with all severities in turn."""
    return [[each.code, [*Severity][place % 3].value] for place, each in enumerate(RULES)]


class PlantedViolation(NamedTuple):
    """A change that violates a rule, the object (None: the country), and words of the message."""

    rule: str
    object: str | None
    change: str
    says: str


def removed(pattern: str) -> str:
    """Return the change that deletes the relation `it` of a pattern."""
    return f"MATCH {pattern} DELETE it"


PLANTED = (
    PlantedViolation(
        "R01", "Region:16", "MATCH (c {orgId: 'CNPPM16'}) SET c.validFrom = date('2022-02-01')", "31.12.2021"
    ),
    PlantedViolation("R02", "Organisation:CNPPM16", removed("({orgId: 'CNPPM16'})-[it:UNIT_OF]->()"), "не входит"),
    PlantedViolation(
        "R02",
        "Organisation:CNPPM16",
        "MATCH (a {orgId: 'SCHOOL16'}), (c {orgId: 'CNPPM16'})-[it:UNIT_OF]->() DELETE it CREATE (c)-[:UNIT_OF]->(a)",
        "(школа)",
    ),
    PlantedViolation(
        "R03", "Organisation:FEDERAL_CENTRE16", removed("({orgId: 'FEDERAL_CENTRE16'})-[it:UNIT_OF]->()"), "вуза"
    ),
    PlantedViolation(
        "R04",
        "Organisation:FEDERAL_CENTRE16",
        "MATCH (u {orgId: 'PEDAGOGICAL_UNIVERSITY16'})-[it:FOUNDED_BY]->(), (m {orgId: 'RU-MON'}) DELETE it "
        "CREATE (u)-[:FOUNDED_BY]->(m)",
        "согласования с Минобрнауки",
    ),
    PlantedViolation("R05", None, "MATCH (a {orgId: 'RU-ACADEMY'}) SET a.validTo = date('2023-12-31')", "31.12.2023"),
    PlantedViolation(
        "R05", "Organisation:RU-ACADEMY", removed("({orgId: 'RU-ACADEMY'})-[it:OPERATES]->({code: 'R'})"), "реестр"
    ),
    PlantedViolation(
        "R05", "Organisation:RU-ACADEMY", removed("({orgId: 'RU-ACADEMY'})-[it:PERFORMS]->()"), "сертификация"
    ),
    PlantedViolation(
        "R06", "Certificate:16", removed("(:Certificate {code: '16'})-[it:BASED_ON]->()"), "без заключения"
    ),
    PlantedViolation(
        "R06",
        "Certificate:16",
        "MATCH (c:ExpertConclusion {code: '16'}) SET c.verdict = 'NEGATIVE'",
        "не положительное",
    ),
    PlantedViolation(
        "R06",
        "Certificate:16",
        "MATCH (c:ExpertConclusion {code: '16'}) SET c.concludedOn = date('2022-11-15')",
        "раньше заключения от 15.11.2022",
    ),
    PlantedViolation(
        "R07",
        "ExpertConclusion:16",
        removed("(:ExpertConclusion {code: '16'})-[it:SIGNED_BY]->()"),
        "ни одним экспертом",
    ),
    PlantedViolation(
        "R07",
        "ExpertConclusion:16",
        removed("(:ExpertConclusion {code: '16'})-[it:SIGNED_BY]->({personId: 'expert16'})"),
        "одним экспертом",
    ),
    PlantedViolation("R08", "Person:expert16", removed("({personId: 'expert16'})-[it:WORKS_AT]->()"), "не работает"),
    PlantedViolation(
        "R09", "RegisterEntry:16", removed("(:RegisterEntry {code: '16'})-[it:UNDER]->()"), "без сертификата"
    ),
    PlantedViolation(
        "R09", "RegisterEntry:16", "MATCH (c:Certificate {code: '16'}) SET c.validTo = date('2024-05-31')", "31.05.2024"
    ),
    PlantedViolation(
        "R10",
        "ExpertConclusion:16",
        "MATCH (e {personId: 'expert16'}), (i {orgId: 'REGIONAL_INSTITUTE16'}) "
        "CREATE (e)-[:WORKS_AT {position: 'methodist', since: date('2020-01-01'), until: date('2022-10-01')}]->(i)",
        "REGIONAL_INSTITUTE 16",
    ),
    PlantedViolation("R11", "Route:16", removed("(:Route {code: '16'})-[it:BASED_ON]->()"), "ни на одну диагностику"),
    PlantedViolation("R12", "Route:16", removed("(:Program {code: '16'})-[it:DEVELOPS]->()"), "Чтение"),
    PlantedViolation(
        "R13",
        "Person:new16",
        "MATCH (c {orgId: 'CNPPM16'}) CREATE (:Person {id: 'Person:new16', personId: 'new16', synthetic: true, "
        "roles: ['METHODIST']})-[:WORKS_AT {position: 'methodist', since: date('2023-01-01')}]->(c)",
        "обучения",
    ),
    PlantedViolation(
        "R14", "Organisation:CNPPM16", removed("({personId: 'tutor16'})-[it:WORKS_AT]->()"), "ни одного тьютора"
    ),
    PlantedViolation(
        "R15", "Region:16", removed("(:DigitalResource {code: 'C16'})-[it:FOR]->()"), "нет личного кабинета"
    ),
    PlantedViolation(
        "R15", "Region:16", removed("({orgId: 'CNPPM16'})-[it:OPERATES]->()"), "не указан его пользователем"
    ),
    PlantedViolation(
        "R16", "Region:16", "MATCH (t:ManagementTeam {code: '162'}) SET t.trainedOn = date('2023-01-10')", "обучено: 1"
    ),
    PlantedViolation(
        "R17", "Person:head16", "MATCH ({personId: 'head16'})-[w:WORKS_AT]->() SET w.position = 'teacher'", "teacher"
    ),
    PlantedViolation("R18", "Person:young16", removed("({personId: 'young16'})-[it:WORKS_AT]->()"), "не состоит"),
    PlantedViolation("R19", "Program:16", "MATCH (p:Program {code: '16'}) SET p.kind = 'LECTURE'", "LECTURE"),
    PlantedViolation("R20", "Program:16", "MATCH (p:Program {code: '16'}) SET p.hours = 15", "15 ч"),
    PlantedViolation("R21", "Person:young16", removed("({personId: 'young16'})-[it:MENTEE_IN]->()"), "ни наставника"),
    PlantedViolation("R22", "NetworkProject:16", removed("({orgId: 'SCHOOL16'})-[it:TAKES_PART]->()"), "участников: 1"),
    PlantedViolation(
        "R22", "NetworkProject:16", "MATCH ()-[t:TAKES_PART]->({code: '16'}) SET t.role = 'PARTICIPANT'", "нет коорд"
    ),
    PlantedViolation(
        "R23", "Practice:16", "MATCH (r:Review {code: '16'}) SET r.verdict = 'REVISION'", "не положительное"
    ),
    PlantedViolation(
        "R24", "Region:16", "MATCH (d:Document {code: 'EVENT_PLAN16'}) SET d.status = 'DRAFT'", "только в проекте"
    ),
    PlantedViolation("R25", None, "MATCH (d:Document {code: 'ROAD_MAP'}) SET d.status = 'REPEALED'", "дорожная карта"),
    PlantedViolation(
        "R26", "Region:16", removed("({orgId: 'RUMO16'})-[it:LOCATED_IN]->(:Region)"), "учебно-методического"
    ),
    PlantedViolation(
        "R27", "Document:R-76", "MATCH (d:Document {code: 'R-76'}) SET d.status = 'IN_FORCE'", "утратившим силу"
    ),
)
