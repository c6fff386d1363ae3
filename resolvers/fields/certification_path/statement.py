"""The statement of the path of a certification: a version with its conclusions, certificates and entries."""

from __future__ import annotations

from analysis.certification.version_records import CertificateRecord, ConclusionRecord, EntryRecord, VersionRecord
from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible


def records(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: one `VersionRecord`."""
    del condition, parameter
    row = returned(
        VersionRecord,
        id=f"{variable}.id",
        applied_on=f"toString({variable}.appliedOn)",
        conclusions=conclusions(variable, visible),
        certificates=certificates(variable, visible),
        entries=entries(variable, visible),
    )
    return f"WITH {variable}\nRETURN {row}"


def conclusion_record(conclusion: str, visible: Visible) -> str:
    """Write a `ConclusionRecord`. All signatures count, as in `ExpertConclusion.certifies`."""
    group, expert = f"{conclusion}_group", f"{conclusion}_expert"
    of_group = f"MATCH ({conclusion})-[:FROM_GROUP]->({group}:ExpertGroup) WHERE {visible('ExpertGroup', group)}"
    return returned(
        ConclusionRecord,
        id=f"{conclusion}.id",
        code=f"{conclusion}.code",
        verdict=f"{conclusion}.verdict",
        concluded_on=f"toString({conclusion}.concludedOn)",
        experts=f"COUNT {{ MATCH ({conclusion})-[:SIGNED_BY]->({expert}:Person) RETURN DISTINCT {expert} }}",
        group=f"head(COLLECT {{ {of_group} RETURN {group}.id }})",
        group_name=f"head(COLLECT {{ {of_group} RETURN {group}.name }})",
    )


def conclusions(version: str, visible: Visible) -> str:
    """Write a `ConclusionRecord` for each conclusion on the version."""
    conclusion = f"{version}_conclusion"
    return f"""COLLECT {{
  MATCH ({version})<-[:ON]-({conclusion}:ExpertConclusion) WHERE {visible("ExpertConclusion", conclusion)}
  RETURN {conclusion_record(conclusion, visible)} ORDER BY {conclusion}.id
}}"""


def certificates(version: str, visible: Visible) -> str:
    """Write a `CertificateRecord` for each certificate that rests on a conclusion on the version, or has an entry."""
    paper, basis, entry = (f"{version}_{each}" for each in ("paper", "basis", "entry"))
    of_paper = f"MATCH ({paper})-[:BASED_ON]->({basis}:ExpertConclusion) WHERE {visible('ExpertConclusion', basis)}"
    row = returned(
        CertificateRecord,
        id=f"{paper}.id",
        code=f"{paper}.code",
        valid_from=f"toString({paper}.validFrom)",
        valid_to=f"toString({paper}.validTo)",
        conclusion=f"head(COLLECT {{ {of_paper} RETURN {conclusion_record(basis, visible)} }})",
        of_version=f"EXISTS {{ ({paper})-[:BASED_ON]->(:ExpertConclusion)-[:ON]->({version}) }}",
    )
    return f"""COLLECT {{
  UNWIND COLLECT {{
    MATCH ({version})<-[:ON]-({basis}:ExpertConclusion)<-[:BASED_ON]-({paper}_found:Certificate)
    WHERE {visible("ExpertConclusion", basis)} AND {visible("Certificate", f"{paper}_found")}
    RETURN {paper}_found AS each
    UNION
    MATCH ({version})<-[:FOR]-({entry}:RegisterEntry)-[:UNDER]->({paper}_found:Certificate)
    WHERE {visible("RegisterEntry", entry)} AND {visible("Certificate", f"{paper}_found")}
    RETURN {paper}_found AS each
  }} AS {paper}
  RETURN {row} ORDER BY {paper}.id
}}"""


def entries(version: str, visible: Visible) -> str:
    """Write an `EntryRecord` for each entry of the version."""
    entry, under = f"{version}_entry", f"{version}_under"
    row = returned(
        EntryRecord,
        id=f"{entry}.id",
        code=f"{entry}.code",
        entered_on=f"toString({entry}.enteredOn)",
        left_on=f"toString({entry}.leftOn)",
        removal_reason=f"{entry}.removalReason",
        certificate=f"""head(COLLECT {{
    MATCH ({entry})-[:UNDER]->({under}:Certificate) WHERE {visible("Certificate", under)} RETURN {under}.id
  }})""",
    )
    return f"""COLLECT {{
  MATCH ({version})<-[:FOR]-({entry}:RegisterEntry) WHERE {visible("RegisterEntry", entry)}
  RETURN {row} ORDER BY {entry}.id
}}"""


STATEMENT = FieldStatement(VersionRecord, records)
