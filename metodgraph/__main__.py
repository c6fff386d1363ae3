"""Entry point of `python -m metodgraph`."""

from metodgraph.command_line import main

main()
