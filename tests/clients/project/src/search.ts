// A union of several kinds, distinguished by __typename.
import type { SearchQuery } from "../generated/operations";

type Hit = SearchQuery["search"]["edges"][number]["node"];

export function title(hit: Hit): string {
  switch (hit.__typename) {
    case "Practice":
    case "Program":
      return hit.title;
    case "Organisation":
      return `${hit.name}, ${hit.region.name}`;
    case "Municipality":
    case "Theme":
    case "Competence":
      return hit.name;
    default:
      // the operation selects no fields of the other kinds
      return hit.__typename;
  }
}
