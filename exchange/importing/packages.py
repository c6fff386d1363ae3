"""The tables of an import: resources of a data package, or files that are named after kinds and relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from exchange.descriptors import OURS, PACKAGE_FILE
from exchange.table_forms import LinkTable, Table, UnknownTableError, table_named, table_of_stem
from graph_model.errors import MetodGraphError
from tables.files import FORMATS, OTHER_SPREADSHEETS, FileForm

# the package name in the source ids of the reference data
RESERVED = "reference"
UNKNOWN_LICENCE = "не указана"
# prefix of the lock files that Excel creates next to open workbooks
LOCK_OF_EXCEL = "~$"


class ImportRefusedError(MetodGraphError):
    """An error about a package or file that cannot be imported; the message says what to change."""

    code = "IMPORT_REFUSED"


class Licence(BaseModel):
    """A licence of a package or a resource."""

    name: str | None = None
    title: str | None = None
    path: str | None = None


class Titled(BaseModel):
    """A source or a contributor with its title."""

    title: str = ""


class Dialect(BaseModel):
    """The delimiter and the quote character of a file."""

    delimiter: str | None = None
    quoteChar: str = '"'  # noqa: N815 - name in the standard


class PackageOrigin(BaseModel):
    """The properties of a package or a resource that describe the origin of the data."""

    model_config = ConfigDict(extra="ignore")
    name: str
    title: str | None = None
    licenses: tuple[Licence, ...] = ()
    sources: tuple[Titled, ...] = ()


class Resource(PackageOrigin):
    """One table of a package."""

    path: str
    format: str | None = None
    encoding: str | None = None
    dialect: Dialect = Dialect()
    metodgraph: Mapping[str, str] | None = None


class Package(PackageOrigin):
    """A data package."""

    resources: tuple[Resource, ...]


@dataclass(frozen=True)
class ImportedTable:
    """A table to import, with its file, format and origin."""

    source_id: str
    table: Table
    file: Path
    form: FileForm
    name: str = ""
    licence: str = UNKNOWN_LICENCE
    attribution: str | None = None


def sources_in(place: Path, name: str | None = None) -> list[ImportedTable]:
    """Return the tables of a directory, a package or a file, tables of nodes first.

    `name` replaces the name of the package, or of the directory, in the source ids.

    Raises:
        ImportRefusedError: The tables cannot be found, read or identified.
    """
    if not place.exists():
        msg = f"{place} does not exist."
        raise ImportRefusedError(msg)
    package = place / PACKAGE_FILE if place.is_dir() else place
    if package.name == PACKAGE_FILE and package.is_file():
        found = _of_package(package, name)
    else:
        files = sorted(filter(_is_table, place.iterdir())) if place.is_dir() else [place]
        found = [_of_file(each, name) for each in files]
    if not found:
        msg = f"{place} contains no tables: neither {PACKAGE_FILE} nor files that end with {', '.join(FORMATS)}."
        raise ImportRefusedError(msg)
    _must_differ(found)
    return sorted(found, key=lambda each: isinstance(each.table, LinkTable))


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in {*FORMATS, *OTHER_SPREADSHEETS} and not path.name.startswith(LOCK_OF_EXCEL)


def _of_package(path: Path, name: str | None) -> list[ImportedTable]:
    try:
        package = Package.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        msg = f"{path.name} is not a valid data package: {'.'.join(map(str, first['loc']))}: {first['msg']}."
        raise ImportRefusedError(msg) from error
    return [_of_resource(path.parent, package, each, name or package.name) for each in package.resources]


def _of_resource(directory: Path, package: Package, resource: Resource, package_name: str) -> ImportedTable:
    file = (directory / resource.path).resolve()
    if not file.is_relative_to(directory.resolve()) or not file.is_file():
        msg = f"{PACKAGE_FILE}, resource {resource.name}: there is no file {resource.path} in its folder."
        raise ImportRefusedError(msg)
    licences = resource.licenses or package.licenses
    origins = resource.sources or package.sources
    return ImportedTable(
        _source_id(package_name, resource.name),
        _table_of(resource, file),
        file,
        FileForm(
            _format(file, resource.format), resource.encoding, resource.dialect.delimiter, resource.dialect.quoteChar
        ),
        resource.title or resource.name,
        "; ".join(filter(None, (each.title or each.name or each.path for each in licences))) or UNKNOWN_LICENCE,
        "; ".join(each.title for each in origins if each.title) or None,
    )


def _of_file(file: Path, name: str | None) -> ImportedTable:
    form = FileForm(_format(file, None))
    table = table_of_stem(file.stem)
    if table is None:
        msg = (
            f"{file.name} is not named after a kind or a relation. Name it for example Practice{file.suffix} or "
            f"Person-WORKS_AT-Organisation{file.suffix}, or describe it in {PACKAGE_FILE} (metodgraph template)."
        )
        raise ImportRefusedError(msg)
    source_id = _source_id(name or file.resolve().parent.name or "tables", file.stem)
    return ImportedTable(source_id, table, file, form, name=file.name)


def _table_of(resource: Resource, file: Path) -> Table:
    stated = resource.metodgraph or {}
    named = stated.get("kind") or stated.get("relation") or file.stem
    try:
        return table_named(named)
    except UnknownTableError as error:
        msg = f"{PACKAGE_FILE}, resource {resource.name}: {error} Name the table in the property {OURS!r}."
        raise ImportRefusedError(msg) from error


def _format(file: Path, stated: str | None) -> str:
    if file.suffix.lower() in OTHER_SPREADSHEETS:
        msg = f"{file.name} cannot be read. Open it, save it as XLSX (Excel Workbook) and import that."
        raise ImportRefusedError(msg)
    # a package names the format by the extension without its dot
    found = FORMATS.get(f".{stated}".lower() if stated else file.suffix.lower())
    if found is None:
        subject = f"{file.name} in the format {stated!r}" if stated else file.name
        msg = f"{subject} cannot be read. Supported formats: {', '.join(FORMATS)}."
        raise ImportRefusedError(msg)
    return found


def _source_id(package: str, resource: str) -> str:
    if package == RESERVED:
        msg = f"The name {RESERVED!r} is reserved for the reference data; choose another with --source."
        raise ImportRefusedError(msg)
    return f"{package}/{resource}"


def _must_differ(found: Iterable[ImportedTable]) -> None:
    known: dict[str, Path] = {}
    for each in found:
        if each.source_id in known:
            msg = f"{known[each.source_id].name} and {each.file.name} have the same source {each.source_id}; keep one."
            raise ImportRefusedError(msg)
        known[each.source_id] = each.file
