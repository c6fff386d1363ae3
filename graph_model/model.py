"""The whole model: importing this module declares every kind."""

from graph_model.declarations import kinds, order_kinds
from graph_model.kinds import (
    adoptions,
    catalogue,
    competences,
    development,
    diagnostics,
    documents,
    journal,
    organisations,
    people,
    practices,
    programs,
    projects,
    replication,
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
    "journal",
    "kinds",
    "organisations",
    "people",
    "practices",
    "programs",
    "projects",
    "replication",
    "territory",
]

# Raised whenever what is stored changes so that an older graph has to be migrated.
MODEL_VERSION = 4

# statements, the schema and generated files name kinds in this order, whatever a program imports first
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
    practices,
    programs,
    people,
    organisations,
    territory,
)
order_kinds([each.__name__ for each in ORDER])
