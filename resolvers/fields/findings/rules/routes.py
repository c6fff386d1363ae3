"""The rules on individual educational routes: R11 and R12."""

from graph_model.kinds.development import Route
from resolvers.fields.findings.rule_query import Doubt, RuleLack, RuleQuery

ROUTES = "(region)<-[:BELONGS_TO]-(person:Person)-[:FOLLOWS]->(object:Route)"
DRAWN_UP = "coalesce(object.drawnUpOn <= $day, true)"

R11 = RuleQuery(
    code="R11",
    kind=Route,
    given=DRAWN_UP,
    path=ROUTES,
    reads={
        "attempt": "head(COLLECT { MATCH (object)-[:BASED_ON]->(found:Attempt) WHERE seen(found:Attempt) "
        "RETURN found })",
        "own": "EXISTS { MATCH (attempt)<-[:TOOK]-(person:Person)-[:FOLLOWS]->(object) WHERE seen(person:Person) }",
    },
    facts={"taken_on": "toString(attempt.takenOn)", "drawn_on": "toString(object.drawnUpOn)"},
    lacks=(
        RuleLack(
            "attempt IS NULL", "Маршрут не опирается ни на одну диагностику.", "диагностика до построения маршрута"
        ),
        RuleLack(
            "attempt IS NOT NULL AND NOT own",
            "Маршрут опирается на диагностику другого человека.",
            "собственная диагностика педагога",
        ),
        RuleLack(
            "attempt.takenOn > object.drawnUpOn",
            "Маршрут построен {drawn_on}, раньше диагностики, на которую он опирается ({taken_on}).",
            "диагностика до построения маршрута",
        ),
    ),
    doubts=(
        Doubt("attempt IS NOT NULL AND attempt.takenOn IS NULL", "день диагностики не указан"),
        Doubt("attempt IS NOT NULL AND object.drawnUpOn IS NULL", "день построения маршрута не указан"),
    ),
)
R12 = RuleQuery(
    code="R12",
    kind=Route,
    given=f"{DRAWN_UP} AND EXISTS {{ (object)-[:STEP]->(:Program) }}",
    path=ROUTES,
    reads={
        "deficits": "COLLECT { MATCH (object)<-[:FOLLOWS]-(person:Person)-[:TOOK]->(attempt:Attempt)-[:REVEALED]->"
        "(deficit:Deficit)-[:IN_COMPETENCE]->(competence:Competence) "
        "WHERE seen(person:Person) AND seen(attempt:Attempt) AND seen(deficit:Deficit) "
        "AND coalesce(deficit.foundOn <= coalesce(object.drawnUpOn, $day), true) RETURN DISTINCT competence.id }",
        "unfit": "COLLECT { MATCH (object)-[:STEP]->(program:Program) WHERE seen(program:Program) "
        "AND NOT EXISTS { MATCH (program)-[:DEVELOPS]->(competence:Competence) WHERE competence.id IN deficits } "
        "RETURN DISTINCT program.title ORDER BY program.title }",
    },
    facts={"unfit": "unfit"},
    lacks=(
        RuleLack(
            "size(deficits) > 0 AND size(unfit) > 0",
            "Программы маршрута не закрывают ни одного выявленного дефицита педагога: {unfit}.",
            "программы по выявленным дефицитам",
        ),
        RuleLack(
            "size(deficits) = 0",
            "До построения маршрута дефициты педагога не выявлены, а маршрут содержит программы: {unfit}.",
            "выявленные дефициты педагога",
        ),
    ),
)
ROUTE_RULES = (R11, R12)
