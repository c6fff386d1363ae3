"""The command line of the benchmark."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.answers.measuring import Extent

# measured on the same Neo4j, in processes of their own
FURTHER = ("responsiveness", "paths")


def arguments(description: str | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--pairs", type=int, default=300, help="measured rounds of each case")
    parser.add_argument("--warm-up", type=int, default=100, help="rounds before that")
    parser.add_argument("--seconds", type=float, default=60.0, help="no round of a case begins later")
    parser.add_argument("--connections", type=int, default=16, help="connections under load")
    parser.add_argument("--blocks", type=int, default=4, help="blocks of load for each service")
    parser.add_argument("--block-seconds", type=float, default=2.0, help="the length of a block")
    parser.add_argument("--only", help="only the cases whose name holds this text")
    parser.add_argument("--without-peer", action="store_true", help="compare with hand-written Cypher alone")
    parser.add_argument("--further", action="store_true", help=f"then {' and '.join(FURTHER)}, on the same Neo4j")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file")
    parser.add_argument("--plot", type=Path, help="draw the ratios to the floor into this file")
    parser.add_argument("--save", type=Path, help="keep what was measured in this file, as JSON")
    parser.add_argument("--against", type=Path, help="a file of --save on a smaller graph: print how times grew")
    return parser.parse_args()


def extent(asked: argparse.Namespace) -> Extent:
    """Return how long to measure."""
    return Extent(asked.warm_up, asked.pairs, asked.seconds, asked.connections, asked.blocks, asked.block_seconds)
