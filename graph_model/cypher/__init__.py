"""The renderer: from a read tree to one Cypher statement. The only place that spells Cypher for reading."""

from graph_model.cypher.statement import Statement, render, text_for

__all__ = ["Statement", "render", "text_for"]
