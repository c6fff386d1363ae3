"""Cases about practices and programs, which the demo country holds."""

from __future__ import annotations

from benchmarks.case import Case, Target, user_operation
from benchmarks.spread_statements import FLOOR, STATISTICS

PRACTICE_PAGE = """
MATCH (p:Practice {code: $code})
WITH p, head([(p)-[:AUTHORED_BY]->(a:Organisation) | a]) AS author,
COLLECT {
  MATCH (p)-[:ADDRESSES]->(c:Competence) WITH c ORDER BY c.id LIMIT 10 RETURN {id: c.id, code: c.code, name: c.name}
} AS competences,
COLLECT {
  MATCH (p)<-[:OF]-(r:Review) WITH r ORDER BY r.id LIMIT 5
  RETURN {id: r.id, verdict: r.verdict, reviewedOn: toString(r.reviewedOn),
    organisation: head([(r)-[:BY]->(o:Organisation) | {id: o.id, shortName: o.shortName}])}
} AS reviews,
COUNT { (p)<-[:OF]-(:Adoption) } AS total,
COLLECT {
  MATCH (p)<-[:OF]-(a:Adoption) WITH a ORDER BY a.startedOn, a.id LIMIT 50
  MATCH (a)-[:BY]->(o:Organisation)
  WITH a, o, COLLECT {
    MATCH (a)-[:LEARNED_THROUGH]->(s:LearningSource)
    RETURN {certainty: s.certainty, adoption: head([(s)-[:LEARNED_FROM]->(e:Adoption)-[:BY]->(t:Organisation) |
      {id: e.id, organisation: {id: t.id, name: t.name}}])} ORDER BY s.id
  } AS sources
  RETURN {id: a.id, startedOn: toString(a.startedOn), stage: a.stage, learnedFrom: sources, organisation: {
    id: o.id, name: o.name, location: {lat: o.location.latitude, lon: o.location.longitude},
    municipality: head([(o)-[:LOCATED_IN]->(m:Municipality) | {id: m.id, name: m.name}]),
    region: head([(o)-[:LOCATED_IN]->(g:Region) | {id: g.id, code: g.code, name: g.name}])}}
} AS adoptions
RETURN {id: p.id, title: p.title, summary: p.summary, stage: p.stage, evidence: p.evidence,
  publishedOn: toString(p.publishedOn), competences: competences, reviews: reviews,
  author: {id: author.id, name: author.name, kind: author.kind,
    region: head([(author)-[:LOCATED_IN]->(g:Region) | {id: g.id, name: g.name}])},
  adoptions: {totalCount: total, nodes: adoptions}} AS answer
"""

LISTED = """
  MATCH (p:Practice)
  WHERE EXISTS { (p)-[:ABOUT]->(t:Theme) WHERE t.code IN $themes }
    AND EXISTS { (p)-[:AUTHORED_BY]->(:Organisation)-[:LOCATED_IN]->(g:Region) WHERE g.code IN $regions }
"""
PRACTICE_LIST = f"""
WITH COUNT {{ {LISTED} }} AS total,
COLLECT {{
  {LISTED} MATCH (p)-[:ABOUT]->(t:Theme)
  WITH t.code AS value, t.name AS label, count(DISTINCT p) AS count ORDER BY count DESC, value
  RETURN {{value: value, label: label, count: count}}
}} AS themes,
COLLECT {{
  {LISTED} MATCH (p)-[:AUTHORED_BY]->(:Organisation)-[:LOCATED_IN]->(g:Region)
  WITH g.code AS value, g.name AS label, count(DISTINCT p) AS count ORDER BY count DESC, value
  RETURN {{value: value, label: label, count: count}}
}} AS regions,
COLLECT {{
  {LISTED} WITH p.evidence AS value, count(DISTINCT p) AS count ORDER BY count DESC, value
  RETURN {{value: value, count: count}}
}} AS evidence,
COLLECT {{
  {LISTED} WITH p ORDER BY p.title, p.id LIMIT 26
  WITH p, COLLECT {{ MATCH (p)-[:ABOUT]->(t:Theme) RETURN {{code: t.code, name: t.name}} ORDER BY t.id }} AS themes,
    head([(p)-[:AUTHORED_BY]->(a:Organisation) | {{id: a.id, name: a.name,
      region: head([(a)-[:LOCATED_IN]->(g:Region) | {{id: g.id, name: g.name}}])}}]) AS author,
    COUNT {{ (p)<-[:OF]-(:Adoption) }} AS adoptions
  RETURN {{id: p.id, code: p.code, title: p.title, evidence: p.evidence, themes: themes, author: author,
    adoptions: {{totalCount: adoptions}}}}
}} AS practices
RETURN {{totalCount: total, facets: {{theme: themes, region: regions, evidence: evidence}}, nodes: practices}} AS answer
"""

REGISTERED = """
  MATCH (:Competence {code: $deficit})<-[:DEVELOPS]-(p:Program)-[:HAS_VERSION]->(:ProgramVersion)
    <-[:FOR]-(e:RegisterEntry)-[:UNDER]->(c:Certificate)
  WHERE e.enteredOn <= date($on) AND (e.leftOn IS NULL OR e.leftOn > date($on))
    AND c.validFrom <= date($on) AND (c.validTo IS NULL OR c.validTo >= date($on))
"""
REGISTER = f"""
WITH COUNT {{ {REGISTERED} }} AS total,
COLLECT {{
  {REGISTERED} WITH e, p, c ORDER BY e.id LIMIT 21
  WITH e, p, c, head([(c)-[:BASED_ON]->(x:ExpertConclusion) | {{id: x.id, verdict: x.verdict,
    concludedOn: toString(x.concludedOn),
    experts: {{totalCount: COUNT {{ (x)-[:SIGNED_BY]->(s:Person) WHERE s.synthetic = true }} }} }}]) AS conclusion
  RETURN {{id: e.id, enteredOn: toString(e.enteredOn), leftOn: toString(e.leftOn),
    program: {{id: p.id, title: p.title, hours: p.hours, kind: p.kind,
      provider: head([(p)-[:OFFERED_BY]->(o:Organisation) | {{id: o.id, name: o.name}}])}},
    certificate: {{id: c.id, validFrom: toString(c.validFrom), validTo: toString(c.validTo), conclusion: conclusion}}}}
}} AS entries
RETURN {{totalCount: total, nodes: entries}} AS answer
"""


def data_cases() -> list[Case]:
    """The cases, with the variables that come with the operations."""
    page, page_variables = user_operation("frontend/practice-page")
    listed, list_variables = user_operation("frontend/practice-list")
    register, register_variables = user_operation("region/register")
    where = list_variables["where"]
    chosen = {"themes": where["themes"]["some"]["code"]["in"], "regions": where["author"]["region"]["code"]["in"]}
    famous = {"code": "PR-DEMO-1"}
    # a function works out the figures that the floor's rows only hold
    computed = Target(ratio=3.0, plus_milliseconds=0.0, tail_ratio=None)
    return [
        Case("practice-page", page, page_variables, PRACTICE_PAGE, page_variables),
        Case("practice-list", listed, list_variables, PRACTICE_LIST, chosen),
        Case("register", register, register_variables, REGISTER, register_variables),
        Case("statistics of spread", STATISTICS, famous, FLOOR, famous, computed),
    ]
