"""The whole model: importing this module declares every kind."""

from graph_model import catalogue, competences, organisations, practices, territory
from graph_model.declarations import kinds

__all__ = ["MODEL_VERSION", "catalogue", "competences", "kinds", "organisations", "practices", "territory"]

# Raised whenever what is stored changes so that an older graph has to be migrated.
MODEL_VERSION = 1
