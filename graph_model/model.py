"""The whole model. The import of this module declares every kind."""

from graph_model.declarations import kinds, order_kinds
from graph_model.kinds import (
    adoptions,
    catalogue,
    competences,
    development,
    diagnostics,
    documents,
    indicator_runs,
    journal,
    networks,
    organisations,
    people,
    practices,
    programs,
    projects,
    replication,
    rule_checks,
    territory,
)

__all__ = [
    "MODEL_VERSION",
    "adoptions",
    "catalogue",
    "competences",
    "development",
    "diagnostics",
    "documents",
    "indicator_runs",
    "journal",
    "kinds",
    "networks",
    "organisations",
    "people",
    "practices",
    "programs",
    "projects",
    "replication",
    "rule_checks",
    "territory",
]

# Increased with every change of the model that requires a migration of older graphs.
MODEL_VERSION = 6

# statements, the schema and generated files use this order of kinds, independent of the order of imports
ORDER = (
    adoptions,
    catalogue,
    diagnostics,
    competences,
    development,
    projects,
    documents,
    journal,
    replication,
    networks,
    rule_checks,
    indicator_runs,
    practices,
    programs,
    people,
    organisations,
    territory,
)
order_kinds([each.__name__ for each in ORDER])
