"""What is promised: the Strawberry types, their descriptions, arguments and enumerations."""
