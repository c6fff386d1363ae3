"""The whole model: importing this module declares every kind."""

from graph_model import (
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
from graph_model.declarations import kinds

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
MODEL_VERSION = 3
