// A population may be unknown.
import type { RegionPageQuery } from "../generated/operations";

export const doubled = (answer: RegionPageQuery): number => (answer.region ? answer.region.population * 2 : 0);
