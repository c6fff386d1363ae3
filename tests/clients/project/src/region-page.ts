// A page of a portal in a front end, with all types from the generated code.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { RegionPageDocument } from "../generated/client/graphql";
import type { RegionPageQuery, RegionPageQueryVariables } from "../generated/operations";

type Ask = <Answer, Variables>(document: TypedDocumentNode<Answer, Variables>, variables: Variables) => Promise<Answer>;

type Region = NonNullable<RegionPageQuery["region"]>;
type Municipality = Region["municipalities"]["nodes"][number];

export const variables: RegionPageQueryVariables = { code: "16" };

export function summary(region: Region): string {
  const district: string = region.federalDistrict ?? "";
  const kinds = region.organisations.facets.kind.map(({ value, count }) => `${value}: ${count}`);
  return [region.name, district, region.municipalities.totalCount.toFixed(), ...kinds].join(", ");
}

export function population(places: readonly Municipality[]): number {
  return places.reduce((sum, place) => sum + (place.population ?? 0), 0);
}

export async function page(ask: Ask): Promise<string> {
  const answer = await ask(RegionPageDocument, { code: "16" });
  const published: (string | null | undefined)[] = answer.region?.practices.edges.map(({ node }) => node.publishedOn) ?? [];
  return `${answer.region?.name ?? ""} ${published.join(" ")}`;
}
