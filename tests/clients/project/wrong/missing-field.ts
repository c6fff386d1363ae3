// The type Region has no such field.
import type { RegionPageQuery } from "../generated/operations";

export const mayor = (answer: RegionPageQuery) => answer.region?.mayor;
