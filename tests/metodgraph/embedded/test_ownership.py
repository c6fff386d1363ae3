"""Tests that a data directory has one owner at a time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from metodgraph.embedded import EmbeddedNeo4jError
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.ownership import Ownership, read_owner

HOLDER = """
import sys, time
from pathlib import Path
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.ownership import Ownership
from metodgraph.embedded.server_process.process import GuardedProcess
ownership = Ownership(Layout(Path(sys.argv[1])))
ownership.announce("bolt://127.0.0.1:7687")
print("held", flush=True)
time.sleep(600)
"""

LINGERING = "GuardedProcess(['/bin/sleep', '600'], Path(sys.argv[1], 'log'), held=[ownership.descriptor])"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path)


def test_a_second_owner_is_told_who_holds_the_directory_and_no_lock_outlives_a_kill(layout: Layout) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(layout.home)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        says = (
            rf"in use by process {holder.pid}, which started at 2.* UTC and listens at bolt://127\.0\.0\.1:7687\. Stop"
        )
        with pytest.raises(EmbeddedNeo4jError, match=says):
            Ownership(layout)
        holder.kill()
        holder.wait()
    Ownership(layout).release()


def test_within_one_program_there_is_one_owner_too(layout: Layout) -> None:
    first = Ownership(layout)
    with pytest.raises(EmbeddedNeo4jError, match=f"process {os.getpid()}"):
        Ownership(layout)
    first.release()
    first.release()
    Ownership(layout).release()


def test_the_owner_file_tells_who_and_since_when_and_where(layout: Layout) -> None:
    ownership = Ownership(layout)
    owner = read_owner(layout)
    assert owner is not None
    assert (owner.process_id, owner.address) == (os.getpid(), "")
    ownership.announce("bolt://127.0.0.1:1")
    assert str(read_owner(layout)).endswith("and listens at bolt://127.0.0.1:1")
    ownership.release()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"name": "other"}', "\xff"])
def test_an_owner_file_that_says_nothing_does_not_hinder(layout: Layout, content: str) -> None:
    layout.owner_file.write_text(content, encoding="latin-1")
    assert read_owner(layout) is None
    Ownership(layout).release()


def test_the_directory_is_waited_for_while_the_java_of_a_killed_program_is_going(layout: Layout) -> None:
    program = HOLDER.replace('print("held"', f'{LINGERING}\nprint("held"')
    with subprocess.Popen([sys.executable, "-c", program, str(layout.home)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.kill()
    Ownership(layout).release()


def test_an_owner_file_that_can_not_be_written_is_named(layout: Layout) -> None:
    layout.owner_file.mkdir()
    with pytest.raises(EmbeddedNeo4jError, match="owner can't be opened for writing: Is a directory"):
        Ownership(layout)
