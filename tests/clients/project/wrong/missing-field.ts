// The schema has no such field of a region.
import type { RegionPageQuery } from "../generated/operations";

export const mayor = (answer: RegionPageQuery) => answer.region?.mayor;
