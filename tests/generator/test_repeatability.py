"""Tests that equal seeds give equal bytes in any run, that other seeds differ, and that parts are independent."""

import hashlib
import os
import subprocess
import sys

from generator.record_making import Element
from generator.records.truth import parents_of
from generator.streams import stream
from generator.world import draw_world
from graph_model.links import Link
from graph_model.writing.stored_form import stored_form
from tests.generator.countries import elements_of, reference, tiny, world_of


def text_of(each: Element) -> str:
    if isinstance(each, Link):
        return f"{each.start} {each.relation.type} {each.end} {stored_form(each.relation)}"
    return f"{each.id} {stored_form(each)}"


def digest(seed: int) -> str:
    """Return a digest of all records, in order, and of the true parameters of a newly generated small country."""
    world = draw_world(tiny(seed), reference())
    digest = hashlib.sha256(parents_of(world))
    for each in elements_of(world):
        digest.update(text_of(each).encode())
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_records_in_another_process_with_other_hashes() -> None:
    program = "from tests.generator.test_repeatability import digest; print(digest(1))"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert run.stdout.strip() == digest(1)


def test_another_seed_gives_other_records() -> None:
    ours = {text_of(each) for each in elements_of(world_of(tiny(1)))}
    others = {text_of(each) for each in elements_of(world_of(tiny(2)))}
    assert len(ours & others) < len(ours) / 3


def test_a_stream_depends_on_its_name_and_seed_alone() -> None:
    first = stream(1, "people").random(5).tolist()
    stream(1, "another part").random(1_000)
    assert stream(1, "people").random(5).tolist() == first
    assert stream(2, "people").random(5).tolist() != first
    assert stream(1, "people", 2).random(5).tolist() != first
