"""Tests that front-end code generators accept the schema and the operations, and that generated code type-checks."""

import json
import re
from pathlib import Path

import pytest

from tests.clients.tools import FOLDER, run
from tests.operations_of_users import OPERATION_NAMES, operation_name, text_of

NAMES_NOW = sorted(operation_name(text_of(name)) for name in OPERATION_NAMES)
REFUSED = {
    "missing-field": "Property 'mayor' does not exist",
    "null-unseen": "'answer.region.population' is possibly 'null'",
    "variable-of-another-type": "Type 'number' is not assignable to type 'string'",
}


def test_graphql_codegen_makes_types_of_every_operation(project: Path) -> None:
    made = (project / "generated" / "operations.ts").read_text(encoding="utf-8")
    assert sorted(re.findall(r"export type (\w+)Query = ", made)) == NAMES_NOW


def test_graphql_codegen_makes_typed_documents_of_every_operation(project: Path) -> None:
    made = (project / "generated" / "client" / "graphql.ts").read_text(encoding="utf-8")
    assert sorted(re.findall(r"export const (\w+)Document = ", made)) == NAMES_NOW


def test_a_front_end_written_on_the_generated_types_passes_strict_typescript(project: Path) -> None:
    ended = run(project, "tsc", "--project", ".", "--strict", "--noEmit")
    assert ended.code == 0, ended.output


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_the_schema_does_not_promise_is_refused_by_typescript(project: Path, name: str) -> None:
    options = {"extends": "./tsconfig.json", "include": [f"wrong/{name}.ts"]}
    (project / f"tsconfig.{name}.json").write_text(json.dumps(options), encoding="utf-8")
    ended = run(project, "tsc", "--project", f"tsconfig.{name}.json")
    assert ended.code != 0
    assert REFUSED[name] in ended.output


def test_every_wrong_file_is_looked_at() -> None:
    assert {path.stem for path in (FOLDER / "project" / "wrong").iterdir()} == set(REFUSED)


def test_relay_compiles_every_operation_and_the_fragments_with_pages(project: Path) -> None:
    made = {path.name.partition(".")[0] for path in (project / "relay" / "generated").iterdir()}
    pages = {"RegionListQuery", "RegionListPaginationQuery", "RegionList_regions"}
    pages |= {"RegionMunicipalitiesPaginationQuery", "RegionMunicipalities_region"}
    assert made == pages | {f"{name}Query" for name in NAMES_NOW}


def test_the_lock_names_no_registry_and_a_digest_for_every_package() -> None:
    packages = json.loads((FOLDER / "package-lock.json").read_bytes())["packages"]
    del packages[""]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []
