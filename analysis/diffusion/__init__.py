"""Statistics of spread over a network, for any table of adopters and any table of ties.

Definitions, conventions and sources: docs/diffusion.md.
"""
