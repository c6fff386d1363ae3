// Kinds mixed by a union: each is told apart by its __typename.
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
      // the operation asks nothing of the other kinds
      return hit.__typename;
  }
}
