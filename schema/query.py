"""The root: where every operation starts."""

from __future__ import annotations

import strawberry

from analysis.links import DEFAULT_LINKS
from graph_model.declarations import kinds
from schema.derived import Connection
from schema.interfaces import Node
from schema.promises import NAMES, Argument, computed, says
