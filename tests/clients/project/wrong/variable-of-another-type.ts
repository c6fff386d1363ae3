// The code of a region is a text.
import type { RegionPageQueryVariables } from "../generated/operations";

export const variables: RegionPageQueryVariables = { code: 16 };
