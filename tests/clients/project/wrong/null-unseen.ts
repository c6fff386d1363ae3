// The population may be null.
import type { RegionPageQuery } from "../generated/operations";

export const doubled = (answer: RegionPageQuery): number => (answer.region ? answer.region.population * 2 : 0);
