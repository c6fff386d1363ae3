"""Runs the command line: `python -m metodgraph`."""

from metodgraph.command_line import main

main()
