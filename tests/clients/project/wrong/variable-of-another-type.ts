// The code of a region is a string.
import type { RegionPageQueryVariables } from "../generated/operations";

export const variables: RegionPageQueryVariables = { code: 16 };
