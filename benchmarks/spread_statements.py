"""The spread of a practice: what is asked, and the best hand-written statements for the same."""

STEPS = """query ($code: String!) { practice(code: $code) { dissemination { steps(first: 2000) { nodes {
  depth lagDays certainty parent { id }
  adoption { id startedOn stage organisation { id name region { id code } } } } } } } }"""

STATISTICS = """query ($code: String!) { practice(code: $code) { dissemination(period: YEAR) {
  timeline { period newAdopters cumulative share hazard atRisk censored }
  thresholds { mean median withoutTies }
  growth { innovation { value low high } imitation { value low high } marketSize converged note }
  completeness { complete reason } } } }"""
TESTS = """query ($code: String!, $seed: Int) { practice(code: $code) { dissemination { contagion(seed: $seed) {
  units ties steps moransI { period value expected pValue } rewiring { observed nullMean pValue } } } } }"""

# adopters by year, those at risk, thresholds of the adopters, and how many sources are known
FLOOR = """
MATCH (p:Practice {code: $code})
WITH p, COLLECT { MATCH (p)<-[:OF]-(:Adoption)-[:BY]->(o:Organisation) RETURN DISTINCT o.kind } AS kinds
WITH p, kinds, COLLECT {
  MATCH (p)<-[:OF]-(a:Adoption)-[:BY]->(o:Organisation)
  WHERE a.startedOn <= date()
  WITH o, min(a.startedOn).year AS year
  WITH year, count(*) AS adopters ORDER BY year
  RETURN [year, adopters]
} AS years, COLLECT {
  MATCH (o:Organisation) WHERE o.kind IN kinds
  WITH o.validFrom AS since, o.validTo AS until, count(*) AS organisations
  RETURN [toString(since), toString(until), organisations]
} AS population, COLLECT {
  MATCH (p)<-[:OF]-(a:Adoption)-[:BY]->(o:Organisation)-[t:PARTNER_OF]-(q:Organisation)
  WHERE q.kind IN kinds AND coalesce(t.since <= date(), true)
  WITH DISTINCT a, o, q
  OPTIONAL MATCH (q)<-[:BY]-(b:Adoption)-[:OF]->(p) WHERE b.startedOn.year <= a.startedOn.year
  WITH o, count(DISTINCT q) AS partners, count(DISTINCT b) AS adopted
  RETURN [o.id, partners, adopted]
} AS thresholds, COLLECT {
  MATCH (p)<-[:OF]-(a:Adoption)
  WITH a, COLLECT { MATCH (a)-[:LEARNED_THROUGH]->(s:LearningSource) RETURN s.certainty } AS told
  WITH told, count(*) AS adoptions
  RETURN [told, adoptions]
} AS sources
RETURN {years: years, population: population, thresholds: thresholds, sources: sources} AS answer
"""

# what each step shows but for depth, lag and certainty, which follow from the sources
STEPS_FLOOR = """
MATCH (p:Practice {code: $code})
RETURN {steps: COLLECT {
  MATCH (p)<-[:OF]-(a:Adoption)-[:BY]->(o:Organisation)-[:LOCATED_IN]->(r:Region)
  WHERE a.startedOn IS NULL OR a.startedOn <= date()
  WITH a, o, r, COLLECT {
    MATCH (a)-[:LEARNED_THROUGH]->(s:LearningSource)
    OPTIONAL MATCH (s)-[:LEARNED_FROM]->(q:Adoption)
    RETURN {certainty: s.certainty, adoption: q.id}
  } AS sources
  ORDER BY a.startedOn, a.id LIMIT 2000
  RETURN {id: a.id, startedOn: toString(a.startedOn), stage: a.stage, provenance: a.provenance, sources: sources,
    organisation: {id: o.id, name: o.name, region: {id: r.id, code: r.code}}}
}} AS answer
"""
