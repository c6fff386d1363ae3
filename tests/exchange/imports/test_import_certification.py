"""Tests of warnings about register entries without a certificate and conclusions without an expert."""

from __future__ import annotations

from pathlib import Path

from exchange.importing.report import sentences
from graph_model.database.driver import Database
from tests.exchange.importing import ORGANISATIONS, REGIONS, load, written
from tests.graph_database import one

TABLES = {
    "Region.csv": REGIONS,
    "Organisation.csv": ORGANISATIONS,
    "Program.csv": "code,title,kind,hours,provider\nPG1,Чтение,QUALIFICATION_UPGRADE,16,O1\n",
    "ProgramVersion.csv": "code,number,program\nV1,1,PG1\n",
    "ExpertConclusion.csv": (
        "code,verdict,concludedOn,version\nEC1,POSITIVE,2023-01-01,V1\nEC2,NEGATIVE,2023-01-02,V1\n"
    ),
    "Certificate.csv": "code,validFrom,conclusion\nCE1,2023-02-01,EC1\n",
    "RegisterEntry.csv": "code,enteredOn,version,certificate\nRE1,2023-03-01,V1,CE1\nRE2,2023-03-02,V1,\n",
    "Person.csv": "personId,roles\nE1,EXPERT\n",
    "ExpertConclusion-SIGNED_BY-Person.csv": "start,end\nEC1,E1\n",
}
SECRET = "a secret that is hard to guess"


async def test_records_that_are_never_in_force_are_stored_and_named_with_the_remedy(
    scratch: Database, tmp_path: Path
) -> None:
    report = await load(scratch, written(tmp_path / "register", TABLES), secret=SECRET)
    assert report.complete
    assert sorted(report.odd) == [
        "ExpertConclusion.csv, line 3: ExpertConclusion EC2 has no expert, so no certificate that rests on it is in "
        "force: add its experts to the table ExpertConclusion SIGNED_BY Person",
        "RegisterEntry.csv, line 3: RegisterEntry RE2 has no stored certificate, so it is never in force: name the "
        "certificate in the column certificate",
    ]
    assert all(f"Check {each}." in [*sentences(report)] for each in report.odd)
    assert await one(scratch, "MATCH (e:RegisterEntry) RETURN count(e)") == 2
    corrected = TABLES["RegisterEntry.csv"].replace("V1,\n", "V1,CE1\n")
    report = await load(scratch, written(tmp_path / "register", {"RegisterEntry.csv": corrected}))
    assert report.odd == []


async def test_a_missing_relation_in_a_later_table_is_no_fault(scratch: Database, tmp_path: Path) -> None:
    directory = written(tmp_path / "register", TABLES)
    await load(scratch, directory, secret=SECRET)
    links = "start,end\nRE2,CE1\n"
    entries = "code,enteredOn,version\nRE2,2023-03-02,V1\n"
    tables = {"RegisterEntry.csv": entries, "RegisterEntry-UNDER-Certificate.csv": links}
    assert (await load(scratch, written(directory, tables))).odd == []


async def test_many_such_records_are_named_in_part_and_counted(scratch: Database, tmp_path: Path) -> None:
    rows = "".join(f"RE{number},2023-03-01,V1,\n" for number in range(100, 125))
    tables = {**TABLES, "RegisterEntry.csv": f"code,enteredOn,version,certificate\n{rows}"}
    report = await load(scratch, written(tmp_path / "register", tables), secret=SECRET)
    entries = [each for each in report.odd if "RegisterEntry" in each]
    assert len(entries) == 11
    assert entries[-1] == "15 more records RegisterEntry: each has no stored certificate, so it is never in force"


async def test_a_dry_run_says_that_it_does_not_check_them(scratch: Database, tmp_path: Path) -> None:
    report = await load(scratch, written(tmp_path / "register", TABLES), secret=SECRET, dry_run=True)
    assert report.odd == []
    assert any("A dry run does not check" in each for each in report.notes)
