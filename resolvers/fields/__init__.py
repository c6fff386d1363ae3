"""The computed fields of the schema, a folder each: statement, rows, function, declaration. One line registers one."""

from resolvers.computed import ComputedFields

COMPUTED = ComputedFields(())
