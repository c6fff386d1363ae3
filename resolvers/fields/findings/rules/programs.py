"""The rules on programs, network projects and practices: R19, R20, R22 and R23."""

from graph_model.kinds.people_terms import Verdict
from graph_model.kinds.practices import Practice
from graph_model.kinds.programs import Program
from graph_model.kinds.projects import NetworkProject
from graph_model.terms import PracticeStage, ProgramKind, ProjectRole
from resolvers.fields.findings.rule_query import Doubt, RuleLack, RuleQuery

OFFERED = "(region)<-[:LOCATED_IN]-(place:Organisation)<-[:OFFERED_BY]-(object:Program)"
UPGRADE, RETRAINING = ProgramKind.QUALIFICATION_UPGRADE.value, ProgramKind.PROFESSIONAL_RETRAINING.value
LEAST_HOURS = {UPGRADE: 16, RETRAINING: 250}

R19 = RuleQuery(
    code="R19",
    kind=Program,
    path=OFFERED,
    facts={"title": "object.title", "kind": "object.kind"},
    lacks=(
        RuleLack(
            "object.kind IS NULL",
            "Вид программы «{title}» не указан.",
            "вид программы: повышение квалификации или профессиональная переподготовка",
        ),
        RuleLack(
            f"NOT object.kind IN {[UPGRADE, RETRAINING]}",
            "Вид программы «{title}» ({kind}) – не повышение квалификации и не профессиональная переподготовка.",
            "вид программы: повышение квалификации или профессиональная переподготовка",
        ),
    ),
)


def too_short(kind: str, name: str) -> RuleLack:
    """Return the lack of hours of a kind of programs."""
    least = LEAST_HOURS[kind]
    return RuleLack(
        f"object.kind = '{kind}' AND object.hours < {least}",
        f"Объём программы {name} «{{title}}» – {{hours}} ч, требуется не менее {least} ч.",
        f"объём не менее {least} ч",
    )


R20 = RuleQuery(
    code="R20",
    kind=Program,
    path=OFFERED,
    facts={"title": "object.title", "hours": "object.hours"},
    lacks=(
        too_short(UPGRADE, "повышения квалификации"),
        too_short(RETRAINING, "профессиональной переподготовки"),
    ),
    doubts=(
        Doubt("object.hours IS NULL", "объём программы не указан"),
        Doubt(
            f"object.hours < {LEAST_HOURS[RETRAINING]} AND NOT coalesce(object.kind IN {[UPGRADE, RETRAINING]}, false)",
            "вид программы не установлен (см. R19)",
        ),
    ),
)
BEGUN = "coalesce(part.since <= $day, true)"
PARTS = f"MATCH (object)<-[part:TAKES_PART]-(member:Organisation) WHERE seen(member:Organisation) AND {BEGUN}"
LEAST_PARTICIPANTS = 2
R22 = RuleQuery(
    code="R22",
    kind=NetworkProject,
    given="coalesce(object.beganOn <= $day, true)",
    path="(region)<-[:LOCATED_IN]-(place:Organisation)-[:TAKES_PART]->(object:NetworkProject)",
    reads={
        "participants": f"COUNT {{ {PARTS} RETURN DISTINCT member }}",
        "coordinators": f"COUNT {{ {PARTS} AND part.role = '{ProjectRole.COORDINATOR.value}' RETURN DISTINCT member }}",
    },
    facts={"title": "object.title", "participants": "participants"},
    lacks=(
        RuleLack(
            f"participants < {LEAST_PARTICIPANTS}",
            f"В сетевом проекте «{{title}}» организаций-участников: {{participants}}, "
            f"требуется не менее {LEAST_PARTICIPANTS}.",
            "участники сетевого проекта",
        ),
        RuleLack("coordinators = 0", "У сетевого проекта «{title}» нет координатора.", "координатор сетевого проекта"),
    ),
)
REVIEWED = (
    "MATCH (object)<-[:OF]-(review:Review) WHERE seen(review:Review) AND coalesce(review.reviewedOn <= $day, true)"
)
R23 = RuleQuery(
    code="R23",
    kind=Practice,
    given=f"object.stage = '{PracticeStage.IN_BANK.value}' AND coalesce(object.publishedOn <= $day, true)",
    path="(region)<-[:LOCATED_IN]-(place:Organisation)<-[:AUTHORED_BY]-(object:Practice)",
    reads={
        "reviewed": f"EXISTS {{ {REVIEWED} }}",
        "positive": f"EXISTS {{ {REVIEWED} AND review.verdict = '{Verdict.POSITIVE.value}' }}",
    },
    facts={"title": "object.title"},
    lacks=(
        RuleLack(
            "NOT reviewed",
            "Практика «{title}» включена в банк, но экспертизы на {day} в данных нет.",
            "положительное заключение экспертизы",
        ),
        RuleLack(
            "reviewed AND NOT positive",
            "Практика «{title}» включена в банк, но ни одно заключение экспертизы на {day} не положительное.",
            "положительное заключение экспертизы",
        ),
    ),
)
PROGRAM_RULES = (R19, R20, R22, R23)
