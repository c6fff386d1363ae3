"""Countries for tests: the demo, and one small enough to be written in a second."""

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
    """Return the reference data."""
    return read_reference(read_contents())


def tiny(seed: int = 1) -> Country:
    """Return a country of one region with a few schools."""
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
    """Return the generated world of a country, cached."""
    return draw_world(country, reference())


def elements_of(world: World) -> list[Element]:
    """Return all records of a world in their order."""
    return [each for part in parts_of(world) for each in part.make(world)]


@cache
def demo_elements() -> tuple[tuple[Node, ...], tuple[Link, ...]]:
    """Return all nodes and all links of the demo."""
    elements = elements_of(world_of(demo()))
    nodes = tuple(each for each in elements if not isinstance(each, Link))
    return nodes, tuple(each for each in elements if isinstance(each, Link))
