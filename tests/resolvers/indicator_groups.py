"""Two regions with groups of teachers whose indicators are known."""

from __future__ import annotations

PLANTED = [
    "CREATE (:DataState {id: 'DataState:state', name: 'state', dataVersion: 1, modelVersion: 2})",
    """UNWIND [['KPI1', 'SHARE', 30, '>='], ['KPI2a', 'SHARE', 30, '>='], ['KPI9', 'SHARE', 1, '>='],
      ['KPI3b', 'MINIMUM_PER_SUBJECT', 2, '>='], ['KPI4', 'SHARE', 70, '~']] AS each
    CREATE (:KpiIndicator {id: 'KpiIndicator:' + each[0], code: each[0], orderNumber: '1', name: each[0],
      measure: each[1], numerator: 'n', operator: each[3], target: toFloat(each[2]), unit: 'percent',
      deadline: date('2024-12-31')})""",
    "UNWIND ['16', '72'] AS code CREATE (:Region {id: 'Region:' + code, code: code, name: code})",
    """UNWIND [['S1', 'SCHOOL', '16'], ['S2', 'SCHOOL', '72'], ['U', 'UNIVERSITY', '16'],
      ['P', 'PEDAGOGICAL_UNIVERSITY', '16']] AS each
    MATCH (region:Region {code: each[2]})
    CREATE (:Organisation {id: 'Organisation:' + each[0], orgId: each[0], name: each[0], kind: each[1]})
      -[:LOCATED_IN]->(region)""",
    "CREATE (:Diagnostic {id: 'Diagnostic:D', code: 'D', title: 'D', kind: 'FUNCTIONAL_LITERACY'})",
    """MATCH (region:Region {code: '16'})
    CREATE (:ManagementTeam {id: 'ManagementTeam:T', code: 'T', name: 'T', trainedOn: date('2023-01-01')})
      -[:BELONGS_TO]->(region)""",
    """MATCH (indicator:KpiIndicator {code: 'KPI2a'}), (region:Region)
    CREATE (region)<-[:FOR]-(:KpiValue {id: 'KpiValue:' + region.code, code: region.code,
      measuredOn: date('2024-12-31'), numerator: CASE region.code WHEN '16' THEN 10 ELSE 2 END, denominator: 50})
      -[:OF]->(indicator)""",
]
PERSON = """
UNWIND range(1, $number) AS number
CREATE (person:Person {id: 'Person:' + $key + number, personId: $key + number, roles: $roles, synthetic: $synthetic})
WITH person, number UNWIND $schools AS school MATCH (place:Organisation {orgId: school})
CREATE (person)-[:WORKS_AT {position: 'P', since: date($since), until: date($until)}]->(place)
WITH DISTINCT person, number WHERE $takenOn IS NOT NULL MATCH (diagnostic:Diagnostic)
CREATE (person)-[:TOOK]->(:Attempt {id: 'Attempt:' + $key + number, takenOn: date($takenOn), score: 80.0,
  synthetic: $synthetic})-[:OF]->(diagnostic)
"""
USUAL = {
    "schools": ["S1"],
    "roles": ["TEACHER"],
    "synthetic": True,
    "since": "2020-01-01",
    "until": None,
    "takenOn": None,
}
GROUPS: list[dict[str, object]] = [
    {"key": "plain", "number": 40},
    {"key": "took", "number": 10, "takenOn": "2024-12-31"},
    {"key": "too late", "number": 6, "takenOn": "2025-01-01"},
    {"key": "in both", "number": 7, "schools": ["S1", "S2"], "takenOn": "2022-05-01"},
    {"key": "other region", "number": 30, "schools": ["S2"]},
    {"key": "last day", "number": 5, "until": "2024-12-31"},
    {"key": "left", "number": 9, "until": "2024-12-30", "takenOn": "2022-05-01"},
    {"key": "undated", "number": 9, "since": None},
    {"key": "manager", "number": 9, "roles": ["MANAGER"]},
    {"key": "lecturer", "number": 9, "schools": ["U"]},
    {"key": "real", "number": 9, "synthetic": False, "takenOn": "2022-05-01"},
]
