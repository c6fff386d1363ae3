"""Tests of Neo4j's memory sizes."""

from pathlib import Path

import pytest

from metodgraph.embedded import EmbeddedNeo4jError, EmbeddedSettings, memory
from metodgraph.embedded.memory import MemorySizes, choose_memory_sizes, total_megabytes


@pytest.fixture
def control_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use a machine without memory limits of control groups."""
    monkeypatch.setattr(memory, "CONTROL_GROUPS", tmp_path)
    monkeypatch.setattr(memory, "OWN_CONTROL_GROUP", tmp_path / "own")
    return tmp_path


@pytest.mark.parametrize(
    ("total", "sizes"),
    [(64_000, (224, 128)), (4096, (224, 128)), (2048, (224, 64)), (1024, (192, 32)), (512, (192, 32))],
)
def test_a_small_machine_gives_less_and_a_large_one_not_more(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, total: int, sizes: tuple[int, int]
) -> None:
    monkeypatch.setattr(memory, "total_megabytes", lambda: total)
    assert choose_memory_sizes(EmbeddedSettings(tmp_path)) == MemorySizes(*sizes)


def test_the_users_sizes_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "total_megabytes", lambda: 8192)
    settings = EmbeddedSettings(tmp_path, heap_megabytes=2048, page_cache_megabytes=1024)
    assert choose_memory_sizes(settings) == MemorySizes(2048, 1024)


def test_statements_and_their_plans_leave_room_in_the_heap() -> None:
    """Leave a tenth of the heap to the garbage collector; a plan takes some 70 KB, and Neo4j itself some 35 MB."""
    for heap in (192, 224, 1024):
        sizes = MemorySizes(heap, 128)
        assert sizes.transactions + sizes.plans * 0.07 + 35 < 0.9 * heap
    assert MemorySizes(8192, 128).plans == 1000


def test_sizes_that_do_not_fit_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "total_megabytes", lambda: 1024)
    with pytest.raises(EmbeddedNeo4jError, match=r"heap of 2048 MB .* exceed the 1024 MB"):
        choose_memory_sizes(EmbeddedSettings(tmp_path, heap_megabytes=2048))


def test_without_control_groups_it_is_the_machines_memory(control_groups: Path) -> None:
    assert total_megabytes() > 256


@pytest.mark.parametrize("group", ["", "a", "a/b"])
def test_the_tightest_control_group_around_the_process_counts(control_groups: Path, group: str) -> None:
    (control_groups / "own").write_text("0::/a/b\n", encoding="ascii")
    (control_groups / "a" / "b").mkdir(parents=True)
    for folder in ("", "a", "a/b"):
        limit = str(100 * 1024 * 1024) if folder == group else "max"
        (control_groups / folder / "memory.max").write_text(limit + "\n", encoding="ascii")
    assert total_megabytes() == 100


def test_the_older_control_groups_count_too(control_groups: Path) -> None:
    (control_groups / "memory").mkdir()
    (control_groups / "memory" / "memory.limit_in_bytes").write_text(str(200 * 1024 * 1024), encoding="ascii")
    assert total_megabytes() == 200
