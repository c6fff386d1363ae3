"""The command line of the benchmark."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.answers.measuring import Extent

# further benchmarks on the same Neo4j, each in a separate process
FURTHER = ("responsiveness", "paths")


def arguments(description: str | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--pairs", type=int, default=300, help="number of measured rounds per case")
    parser.add_argument("--warm-up", type=int, default=100, help="number of warm-up rounds per case")
    parser.add_argument("--seconds", type=float, default=60.0, help="seconds after which no round of a case starts")
    parser.add_argument("--connections", type=int, default=16, help="number of connections under load")
    parser.add_argument("--blocks", type=int, default=4, help="number of blocks of load per service")
    parser.add_argument("--block-seconds", type=float, default=2.0, help="duration of a block")
    parser.add_argument("--only", help="measure only the cases whose name contains this text")
    parser.add_argument("--without-peer", action="store_true", help="compare with hand-written Cypher only")
    parser.add_argument("--further", action="store_true", help=f"also run {' and '.join(FURTHER)} on the same Neo4j")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file")
    parser.add_argument("--plot", type=Path, help="write a plot of the ratios to the floor to this file")
    parser.add_argument("--save", type=Path, help="write the measurements to this file as JSON")
    parser.add_argument("--against", type=Path, help="file of --save from a smaller graph, to print the growth")
    return parser.parse_args()


def extent(options: argparse.Namespace) -> Extent:
    """Return the extent of the measurement."""
    return Extent(
        options.warm_up, options.pairs, options.seconds, options.connections, options.blocks, options.block_seconds
    )
