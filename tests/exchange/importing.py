"""Tables written to a directory, and imports of them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from exchange.importing.packages import sources_in
from exchange.importing.pseudonyms import Pseudonyms
from exchange.importing.report import Report
from exchange.importing.table_import import Options, Progress, import_tables, quiet
from graph_model.database.driver import Database

SECRET = "a secret that is hard to guess"
TODAY = date(2026, 5, 1)

PRACTICES = "code,title,stage,evidence,author\nP1,Первая,IDEA,NONE,O1\nP2,Вторая,idea,NONE,O1\n"
THEMES = "code,name,section\nA,Тема А,I\nB,Тема Б,II\n"
ABOUT = "start,end\nP1,A\nP1,B\nP2,B\n"
ORGANISATIONS = "orgId,name,kind,level,location.lat,location.lon,region\nO1,Школа,SCHOOL,LOCAL,55.5,37.25,77\n"
REGIONS = "code,name,officialName,regionType,oktmo,inScope\n77,Москва,город Москва,город,45000000,true\n"

TABLES: Mapping[str, str] = {
    "Practice.csv": PRACTICES,
    "Theme.csv": THEMES,
    "Practice-ABOUT-Theme.csv": ABOUT,
    "Organisation.csv": ORGANISATIONS,
    "Region.csv": REGIONS,
}


def written(directory: Path, tables: Mapping[str, str | bytes] = TABLES) -> Path:
    """Create the directory with these files; an existing one is replaced."""
    directory.mkdir(parents=True, exist_ok=True)
    for each in directory.iterdir():
        each.unlink()
    for name, content in tables.items():
        (directory / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return directory


async def load(
    database: Database,
    place: Path,
    *,
    secret: str | None = None,
    dry_run: bool = False,
    full: bool = False,
    size: int = 5000,
    source: str | None = None,
    today: date = TODAY,
    ends_at_most: int | None = 1000,
    progress: Progress = quiet,
) -> Report:
    """Import a file or directory; rejected rows are written to a file next to it."""
    options = Options(place.parent / "rejects.csv", Pseudonyms(secret), dry_run, full, size, ends_at_most, "en", today)
    return await import_tables(database, sources_in(place, source), options, progress)


def created(report: Report) -> dict[str, int]:
    """Return the number of created records by type."""
    return {name: counts.created for name, counts in report.counts.items()}
