"""Countries for tests: the demo as it is, and one so small that it is written in a second."""

from dataclasses import replace
from functools import cache

from generator.country import Country, demo
from generator.record_making import Element
from generator.records.parts import parts_of
from generator.world import World, draw_world
from graph_model.declarations import Node
from graph_model.links import Link
from seeds.reading import Reference, read_contents, read_reference


@cache
def reference() -> Reference:
    """The reference data."""
    return read_reference(read_contents())


def tiny(seed: int = 1) -> Country:
    """One region with a handful of schools."""
    return replace(
        demo(seed),
        regions=("75",),
        residents_per_school=150_000,
        school_in_every_municipality=False,
        practices=12,
        programs=8,
        projects=5,
        events=6,
        research=4,
        internships=5,
        famous_adoptions=6,
    )


@cache
def world_of(country: Country) -> World:
    """The world of a country, drawn once."""
    return draw_world(country, reference())


def elements_of(world: World) -> list[Element]:
    """All records of a world in their order."""
    return [each for part in parts_of(world) for each in part.make(world)]


@cache
def demo_elements() -> tuple[tuple[Node, ...], tuple[Link, ...]]:
    """All records of the demo, nodes and links apart."""
    elements = elements_of(world_of(demo()))
    nodes = tuple(each for each in elements if not isinstance(each, Link))
    return nodes, tuple(each for each in elements if isinstance(each, Link))
