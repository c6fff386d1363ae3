"""A naive evaluator of operations: plain Python over the records, executed field by field by graphql-core.

It knows the declarations of the model and nothing of the compiler, so that the two can be held against each other.
"""
