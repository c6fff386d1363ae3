"""The rules of the order as queries, one declaration for each rule; `docs/rules.md` explains how each text was read."""

from resolvers.fields.findings.rule_query import RuleQuery
from resolvers.fields.findings.rules.certification import CERTIFICATION_RULES
from resolvers.fields.findings.rules.coverage import COVERAGE_RULES
from resolvers.fields.findings.rules.documents import DOCUMENT_RULES
from resolvers.fields.findings.rules.people import PEOPLE_RULES
from resolvers.fields.findings.rules.programs import PROGRAM_RULES
from resolvers.fields.findings.rules.routes import ROUTE_RULES
from resolvers.fields.findings.rules.structure import STRUCTURE_RULES

RULES: tuple[RuleQuery, ...] = tuple(
    sorted(
        (
            *STRUCTURE_RULES,
            *COVERAGE_RULES,
            *DOCUMENT_RULES,
            *CERTIFICATION_RULES,
            *PEOPLE_RULES,
            *ROUTE_RULES,
            *PROGRAM_RULES,
        ),
        key=lambda each: each.code,
    )
)
