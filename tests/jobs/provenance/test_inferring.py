"""Tests that inferred sources of a real graph are stored next to declared ones and replaced by each new run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.provenance import likelihood
from analysis.provenance.inference import Answers
from analysis.provenance.records import OUTSIDE
from graph_model.checking.consistency import inconsistencies
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database, Reader
from graph_model.kinds.competences import Theme
from graph_model.progress import silent
from graph_model.writing.bulk_writes import write_in_batches
from jobs.country.version import demand_unchanged
from jobs.errors import ChangedMeanwhileError
from jobs.provenance.errors import NotConvergedError, TooLittleDeclaredError
from jobs.provenance.inferring import Options, computed, infer_provenance
from jobs.provenance.reading import Found, read_records
from jobs.provenance.writing import SOURCE, Result, results_of, store
from tests.graph_database import graph_digest, one
from tests.jobs.provenance.graphs import OWN_SOURCE, adoption, small_country, stored
from tests.storing import store as store_graph

QUICK = Options(folds=0)
RESULTS = """
MATCH (adopter:Adoption)-[:LEARNED_THROUGH]->(source:LearningSource {certainty: 'INFERRED'})
OPTIONAL MATCH (source)-[:LEARNED_FROM]->(parent:Adoption)
RETURN source.id, adopter.id, parent.id, source.probability, source.method, source.basis, source.synthetic,
  source.sourceIds, toString(source.computedAt)
ORDER BY source.id
"""
DECLARED = """
MATCH (source:LearningSource) WHERE source.certainty <> 'INFERRED'
OPTIONAL MATCH (source)-[named:LEARNED_FROM]->(parent:Adoption)
RETURN source.id, properties(source), parent.id, properties(named) ORDER BY source.id
"""


async def changed(database: Database, text: str, identifier: str) -> None:
    """Change one record by hand."""

    async def work(run: Reader) -> None:
        await run(text, {"id": identifier})

    await database.write(work)


async def test_the_graph_is_read_as_it_is_stored(scratch: Database) -> None:
    records, _ = await stored(scratch)
    found = await read_records(scratch)
    numbers = {id_: number for number, id_ in enumerate(found.ids)}
    order = [numbers[f"Adoption:A{each:04}"] for each in range(len(records.adoptions))]
    read, written = found.records.adoptions, records.adoptions
    assert read.start[order].tolist() == pytest.approx(written.start.tolist(), nan_ok=True)
    assert read.end[order].tolist() == pytest.approx(written.end.tolist(), nan_ok=True)
    assert read.own[order].tolist() == written.own.tolist()
    named = [numbers[f"Adoption:A{each:04}"] if each >= 0 else each for each in written.declared.tolist()]
    assert read.declared[order].tolist() == named
    assert len(found.records.ties.borders.one) == len(records.ties.borders.one)
    assert found.records.practices.themes.sum() == records.practices.themes.sum()
    assert found.sources[0] == OWN_SOURCE


async def test_results_stand_beside_what_was_declared(scratch: Database) -> None:
    await stored(scratch)
    before = await scratch.read(DECLARED, {})
    report = await infer_provenance(scratch, QUICK)
    rows = await scratch.read(RESULTS, {})
    assert report.stored is not None
    assert len(rows) == report.stored.written == report.answers > 100
    assert {row[4] for row in rows} == {report.method}
    assert {(row[5], row[6], tuple(row[7])) for row in rows} == {("MODEL", True, (SOURCE, *OWN_SOURCE))}
    assert all(0.2 <= row[3] <= 1 for row in rows)
    assert sum(row[2] is None for row in rows) == report.beyond > 0
    assert await scratch.read(DECLARED, {}) == before
    query = "MATCH (:LearningSource {certainty: 'DECLARED'})<-[:LEARNED_THROUGH]-(a:Adoption) RETURN collect(a.id)"
    declarers = await one(scratch, query)
    assert isinstance(declarers, list)
    assert not {row[1] for row in rows} & set(declarers)
    assert not await inconsistencies(scratch)


async def test_running_it_again_changes_nothing(scratch: Database) -> None:
    await stored(scratch)
    await infer_provenance(scratch, QUICK)
    before, version = await graph_digest(scratch), (await stored_state(scratch)).data_version
    again = await infer_provenance(scratch, QUICK)
    assert again.stored is not None
    assert (again.stored.written, again.stored.removed) == (0, 0)
    assert await graph_digest(scratch) == before
    assert (await stored_state(scratch)).data_version == version


async def test_a_dry_run_writes_nothing(scratch: Database) -> None:
    await stored(scratch)
    before, version = await graph_digest(scratch), (await stored_state(scratch)).data_version
    report = await infer_provenance(scratch, replace(QUICK, dry_run=True))
    assert report.answers > 0
    assert report.stored is None
    assert await graph_digest(scratch) == before
    assert (await stored_state(scratch)).data_version == version


async def test_later_results_take_the_place_of_earlier_ones(scratch: Database) -> None:
    await stored(scratch)
    await infer_provenance(scratch, QUICK)
    report = await infer_provenance(scratch, replace(QUICK, threshold=0.6))
    rows = await scratch.read(RESULTS, {})
    assert report.stored is not None
    assert report.stored.written == 0
    assert report.stored.removed > 0
    assert len(rows) == report.answers
    assert all(row[3] >= 0.6 for row in rows)
    assert await one(scratch, f"MATCH (s:DataSource {{sourceId: '{SOURCE}'}}) RETURN s.rows") == len(rows)


async def test_what_is_declared_later_is_inferred_no_more(scratch: Database) -> None:
    await stored(scratch)
    await infer_provenance(scratch, QUICK)
    [[adopter, *_], *_] = [row[1:] for row in await scratch.read(RESULTS, {})]
    text = "MATCH (:Adoption {id: $id})-[:LEARNED_THROUGH]->(s {certainty: 'UNKNOWN'}) SET s.certainty = 'DECLARED'"

    await changed(scratch, text, adopter)
    await infer_provenance(scratch, QUICK)
    assert adopter not in {row[1] for row in await scratch.read(RESULTS, {})}


async def test_an_interruption_leaves_whole_records_and_the_next_run_goes_on(scratch: Database) -> None:
    await stored(scratch)
    results, method = await computed_results(scratch)

    def interrupted(step: str, done: int, total: int) -> None:
        if step == "Batches of results stored" and done == 3:
            raise InterruptedError(f"{total}")

    with pytest.raises(InterruptedError):
        await store(scratch, results, method, interrupted, size=20)
    assert len(await scratch.read(RESULTS, {})) == 60
    assert not await inconsistencies(scratch)
    done = await store(scratch, results, method)
    assert (done.written, done.unchanged, done.removed) == (len(results) - 60, 60, 0)
    assert {row[0] for row in await scratch.read(RESULTS, {})} == set(results)


async def computed_results(database: Database) -> tuple[dict[str, Result], str]:
    """Return the results before they are stored, and their method."""
    report, results = computed(await read_records(database), QUICK, None, silent)
    return results, report.method


async def test_an_adoption_that_went_meanwhile_is_told_in_a_sentence(scratch: Database) -> None:
    await stored(scratch)
    results, method = await computed_results(scratch)
    adopter = next(iter(results.values())).adopter

    await changed(scratch, "MATCH (a:Adoption {id: $id}) DETACH DELETE a", adopter)
    with pytest.raises(ChangedMeanwhileError, match="Run the analysis again"):
        await store(scratch, results, method)


async def test_what_the_record_no_longer_has_is_not_looked_at(scratch: Database) -> None:
    records, _ = await stored(scratch)
    number = int(np.flatnonzero(records.adoptions.declared >= OUTSIDE)[0])

    end = """
    MATCH (source:LearningSource {id: $id})
    REMOVE source:LearningSource SET source:Withdrawn, source.removedOn = date('2025-01-01')
    """
    await changed(scratch, end, f"LearningSource:L{number:04}")
    found = await read_records(scratch)
    assert found.records.adoptions.declared[list(found.ids).index(f"Adoption:A{number:04}")] < OUTSIDE


async def test_true_sources_show_how_good_the_answers_are(scratch: Database) -> None:
    _, true = await stored(scratch)
    sources = {
        f"Adoption:A{each:04}": f"Adoption:A{source:04}" if source >= 0 else None
        for each, source in enumerate(true.tolist())
        if source >= OUTSIDE
    }
    report = await infer_provenance(scratch, Options(folds=3, dry_run=True), sources)
    assert report.against_truth is not None
    assert report.held_out is not None
    assert report.against_truth.learners == len(report.subjects.undeclared)
    assert report.held_out.learners == len(report.subjects.declared)
    assert report.against_truth.gains["random"].low > 0
    some = dict(list(sources.items())[: len(sources) // 2])
    report = await infer_provenance(scratch, replace(QUICK, dry_run=True), some)
    assert report.untold > 0


async def test_too_little_to_learn_from_is_said(scratch: Database) -> None:
    records, _ = small_country()
    adoptions = [adoption(records, each) for each in range(5)]
    await store_graph(scratch, adoptions, [])
    with pytest.raises(TooLittleDeclaredError, match="Only 0 adoptions declare a usable source"):
        await infer_provenance(scratch, QUICK)


async def test_weights_that_were_not_found_infer_nothing(scratch: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await stored(scratch)
    digest = await graph_digest(scratch)
    monkeypatch.setattr(likelihood, "ITERATIONS", 1)
    with pytest.raises(NotConvergedError, match="Nothing was inferred"):
        await infer_provenance(scratch, QUICK)
    assert await graph_digest(scratch) == digest


def test_the_same_answer_has_the_same_code() -> None:
    records, _ = small_country()
    found = Found(records, ["Adoption:a", "Adoption:b"], [True, False], [("x",), ("y",)], 1)
    answers = Answers(np.array([0, 1]), np.array([1, OUTSIDE]), np.array([0.123456, 0.9]))
    codes = {each.code: (each.probability, each.synthetic) for each in results_of(found, answers).values()}
    assert codes == {"inferred a from b": (0.1235, True), "inferred b from elsewhere": (0.9, False)}


async def test_what_is_written_in_the_meantime_is_not_overlooked(scratch: Database) -> None:
    await stored(scratch)
    found = await read_records(scratch)
    await demand_unchanged(scratch, found.data_version)
    await write_in_batches(scratch, [Theme(code="new", name="Новая тема", section="I")], [])
    with pytest.raises(ChangedMeanwhileError, match="Run the analysis again"):
        await demand_unchanged(scratch, found.data_version)
