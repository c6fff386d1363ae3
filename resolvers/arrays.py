"""Parts of statements for the fields that do not have a package of their own yet."""

from resolvers.fields.cypher import Condition, Seen, Sent, last_day

__all__ = ["Condition", "Seen", "Sent", "last_day"]
