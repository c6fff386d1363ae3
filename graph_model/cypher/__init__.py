"""The renderer: it turns a read tree into one Cypher statement. No other package renders Cypher for reading."""

from graph_model.cypher.statement import Statement, render, text_for

__all__ = ["Statement", "render", "text_for"]
