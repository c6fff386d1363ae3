"""The rules on normative documents: R24, R25 and R27."""

from datetime import date

from graph_model.kinds.documents import Document
from graph_model.kinds.territory import Region
from graph_model.terms import DocumentKind, DocumentStatus, Level
from resolvers.fields.findings.rule_query import Need, RuleLack, RuleQuery

REGIONAL = (
    DocumentKind.SYSTEM_REGULATION,
    DocumentKind.CNPPM_REGULATION,
    DocumentKind.EVENT_PLAN,
    DocumentKind.NETWORK_REGULATION,
)
FEDERAL = (
    DocumentKind.ROAD_MAP,
    DocumentKind.REGIONAL_SYSTEM_RECOMMENDATIONS,
    DocumentKind.CNPPM_RECOMMENDATIONS,
    DocumentKind.FEDERAL_CENTRE_REGULATION,
    DocumentKind.DIGITAL_RECOMMENDATIONS,
    DocumentKind.CERTIFICATION_PROCEDURE,
)


def issued(status: DocumentStatus) -> str:
    """Write the condition that a document has a status and was issued by the day; an unknown day is not a limit."""
    return f"document.status = '{status.value}' AND coalesce(document.dated <= $day, true)"


def kinds_of(pattern: str, status: DocumentStatus) -> str:
    """Write the kinds of the documents of a status that were issued by the day."""
    return (
        f"COLLECT {{ MATCH {pattern} WHERE seen(document:Document) AND {issued(status)} "
        "RETURN DISTINCT document.kind }"
    )


def reads_of(pattern: str) -> dict[str, str]:
    """Return the expressions for the kinds of documents in force, and for those of drafts."""
    statuses = {"inForce": DocumentStatus.IN_FORCE, "drafts": DocumentStatus.DRAFT}
    return {name: kinds_of(pattern, status) for name, status in statuses.items()}


def lacks_of(kind: DocumentKind, need: str) -> tuple[RuleLack, RuleLack]:
    """Return the lacks of a kind of documents: no document, or only a draft."""
    absent = f"NOT '{kind.value}' IN inForce"
    name = kind.russian
    return (
        RuleLack(f"{absent} AND NOT '{kind.value}' IN drafts", f"Действующего документа нет: {name}.", name, need),
        RuleLack(f"{absent} AND '{kind.value}' IN drafts", f"Документ есть только в проекте: {name}.", name, need),
    )


R24 = RuleQuery(
    code="R24",
    kind=Region,
    given="object.inScope",
    path="(object:Region)",
    reads=reads_of("(object)<-[:FOR]-(document:Document)"),
    needs={
        "documents": Need(
            "EXISTS { MATCH (:Document)-[:FOR]->(:Region) }", "в графе нет региональных нормативных документов"
        )
    },
    lacks=tuple(lack for each in REGIONAL for lack in lacks_of(each, "documents")),
)
R25 = RuleQuery(
    code="R25",
    kind=Document,
    every="WITH null AS object",
    reads=reads_of(f"(document:Document {{level: '{Level.FEDERAL.value}'}})"),
    needs={
        "documents": Need(
            f"EXISTS {{ MATCH (:Document {{level: '{Level.FEDERAL.value}'}}) }}",
            "в графе нет федеральных нормативных документов",
        )
    },
    lacks=tuple(lack for each in FEDERAL for lack in lacks_of(each, "documents")),
)
# the letter of the number is Cyrillic or Latin
EARLIER = "(object:Document {kind: 'ORDER'}) WHERE seen(object:Document) AND object.number IN ['Р-76', 'P-76']"
R27 = RuleQuery(
    code="R27",
    kind=Document,
    due=date(2020, 12, 16),
    every=f"MATCH {EARLIER}",
    facts={"title": "object.title"},
    needs={
        "order": Need(
            f"EXISTS {{ MATCH {EARLIER} }}",
            "в графе нет распоряжения Р-76",
        )
    },
    lacks=(
        RuleLack(
            f"object.status = '{DocumentStatus.IN_FORCE.value}'",
            "«{title}» значится действующим, хотя Р-174 признало Р-76 утратившим силу.",
            "отметка об утрате силы",
        ),
        RuleLack(
            f"object.status = '{DocumentStatus.DRAFT.value}'",
            "«{title}» значится проектом, хотя Р-174 признало Р-76 утратившим силу.",
            "отметка об утрате силы",
        ),
    ),
)
DOCUMENT_RULES = (R24, R25, R27)
