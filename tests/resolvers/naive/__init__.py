"""A naive evaluator of operations: plain Python over the records, executed field by field by graphql-core.

It uses the declarations of the model but not the compiler, so its answers are an independent reference.
"""
