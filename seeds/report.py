"""The result of a load, in sentences for users."""

from collections.abc import Iterator

from graph_model.kinds.territory import Municipality
from seeds.loading import LoadReport


def sentences(report: LoadReport, detailed: bool = False) -> Iterator[str]:
    """Yield the sentences of the report; `detailed` lists the organisations without a municipality."""
    if report.recognised:
        yield f"The reference data are stored already; nothing changed (data version {report.data_version})."
        return
    created = sum(each.created for each in report.counts.values())
    changed = sum(each.changed for each in report.counts.values())
    unchanged = sum(each.unchanged for each in report.counts.values())
    removed = report.removed_nodes + report.removed_links
    yield (
        f"Reference data: {created:,} records created, {changed:,} changed, {unchanged:,} unchanged, "
        f"{removed:,} ended (data version {report.data_version})."
    )
    unplaced = report.placement.unplaced
    if unplaced:
        ambiguous = sum(each.ambiguous for each in unplaced)
        yield (
            f"{len(unplaced):,} organisations have a region but no municipality: {ambiguous:,} because several "
            "municipalities share their town, the others because their town is the centre of none."
        )
    for each in unplaced if detailed else ():
        yield f"  {each.organisation.org_id}: {each.organisation.city or 'no city'} - {candidates(each.candidates)}"


def candidates(municipalities: tuple[Municipality, ...]) -> str:
    """Return the names of the first five municipalities that an organisation could be in."""
    return ", ".join(each.name for each in municipalities[:5]) or "no municipality with that centre"
