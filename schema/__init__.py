"""The promised schema: Strawberry types, their descriptions, arguments and enumerations."""
