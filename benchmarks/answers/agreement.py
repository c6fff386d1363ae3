"""Comparison of the responses of services: normalisation of their shapes, then comparison of the values."""

from __future__ import annotations

from typing import Any

from analysis.deficits.profile import LARGEST_ERROR

DROPPED = frozenset({"__typename", "cursor", "pageInfo"})
# fields with at most one node, for which the peer returns lists
TO_ONE = {
    *("region", "municipality", "organisation", "author", "unitOf", "practice", "adoption", "person", "node"),
    *("competence", "provider", "certificate", "conclusion", "program", "version"),
}
# our scores are those of the index, in this unit
SCORES = 10**9


def plain(value: Any, name: str = "") -> Any:
    """Return the data of a response in a common shape: connections as lists, edges as nodes, rounded numbers."""
    if isinstance(value, list):
        items = [plain(each) for each in value]
        return items if name not in TO_ONE else items[0] if items else None
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if not isinstance(value, dict):
        return value
    if name == "facets":
        return {key: [without_constants(each) for each in counts] for key, counts in value.items()}
    found = {key: plain(each, key) for key, each in value.items() if key not in DROPPED}
    if "aggregate" in found:
        return {"totalCount": found["aggregate"]["count"]["nodes"]}
    if "edges" in found:
        found["list"] = [edge(each) for each in found.pop("edges")]
    if "nodes" in found and isinstance(found["nodes"], list):
        found["list"] = found.pop("nodes")
    return found["list"] if set(found) == {"list"} else found


def without_constants(count: dict[str, Any]) -> dict[str, Any]:
    """Return a count of a facet without the label of an enumeration value, which is a constant of the program."""
    constant = count["value"].isupper() and not any(map(str.isdigit, count["value"]))
    return {key: each for key, each in count.items() if not (constant and key == "label")}


def edge(value: dict[str, Any]) -> dict[str, Any]:
    """Return an edge as its node, with the properties of the relation."""
    node, properties = value.pop("node"), value.pop("properties", {})
    return {**node, **properties, **value}


def only_value(data: dict[str, Any]) -> Any:
    """Return the value of the only root field."""
    (value,) = data.values()
    return value


def value_within(data: dict[str, Any]) -> Any:
    """Return the only value of the only root field: a list that the peer reads from its region."""
    return only_value(only_value(data))


def same(ours: Any, other: Any) -> bool:
    """Return whether two results are equal."""
    return bool(ours == other)


def merged_hits(data: dict[str, Any]) -> Any:
    """Return the merged results of the peer's searches, one for each kind."""
    hits = [{**hit, "score": plain(hit["score"] / SCORES)} for found in data.values() for hit in found["list"]]
    hits.sort(key=lambda hit: (-hit["score"], hit["id"]))
    return {"totalCount": sum(found["totalCount"] for found in data.values()), "list": hits[:10]}


def steps_by_adoption(data: dict[str, Any]) -> Any:
    """Return the steps of a cascade: each adoption with the id of its source adoption."""
    steps = only_value(data)["dissemination"]["steps"]
    return [{**step["adoption"], "parent": (step["parent"] or {}).get("id")} for step in steps]


def same_steps(ours: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    """Return whether each step, of at most 2,000, is an adoption of the other result with one of its sources."""
    known = {each["id"]: each for each in other}
    return len(ours) == min(len(known), 2000) and all(same_step(each, known.get(each["id"])) for each in ours)


def same_step(step: dict[str, Any], adoption: dict[str, Any] | None) -> bool:
    """Return whether a step equals an adoption and has one of its sources."""
    if adoption is None:
        return False
    sources = {(each["adoption"] or {}).get("id") for each in adoption["learnedFrom"]}
    others = [{key: each[key] for key in ("id", "startedOn", "stage", "organisation")} for each in (step, adoption)]
    return others[0] == others[1] and (step["parent"] is None or step["parent"] in sources)


def same_length(ours: Any, other: Any) -> bool:
    """Return whether two shortest paths have the same ends and length. Any of several shortest paths is accepted."""
    found = [*ours["paths"], *([other] if other else [])]
    ends = [(each["length"], each["list"][0]["id"], each["list"][-1]["id"]) for each in found]
    return len(ends) == 2 and ends[0] == ends[1]


def same_profile(ours: Any, other: Any) -> bool:
    """Return whether the shown numbers agree with those of the floor, which neither withholds nor rounds."""
    known = {each["competence"]["id"]: each for each in other}
    shown = [each for each in ours["deficitProfile"]["competences"] if each["people"] is not None]
    differences = [each["people"] - known[each["competence"]["id"]]["people"] for each in shown]
    return bool(shown) and all(abs(each) <= LARGEST_ERROR for each in differences)


def same_partners(ours: Any, other: Any) -> bool:
    """Return whether the same organisations are suggested with the same scores."""
    suggested = [
        [(each["organisation"]["id"], each["score"]) for each in nodes]
        for nodes in (ours["partnerSuggestions"]["list"], other["list"])
    ]
    return suggested[0] == suggested[1]


def not_compared(ours: Any, other: Any) -> bool:
    """Return whether both results are non-empty. They differ by design: the floor reads rows, ours computes figures."""
    return bool(ours and other)


def with_practices(data: dict[str, Any]) -> Any:
    """Return the region page of the peer, which reads the practices of the region with another root field."""
    return {**data["region"], "practices": data["practices"]}


def with_programs(data: dict[str, Any]) -> Any:
    """Return the register of the peer, whose entries are linked with programs through versions."""
    found = only_value(data)
    entries = [{**each, **each["version"]} for each in found["list"]]
    return {**found, "list": [{key: each[key] for key in each if key != "version"} for each in entries]}
