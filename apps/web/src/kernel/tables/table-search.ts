/**
 * `validateSearch` of a page with a table: everything stays in the address as it is. The table reads its own
 * part with zod, which a route, being in the first page, does without.
 */
export function tableSearch(search: Record<string, unknown>): Readonly<Record<string, unknown>> {
  return search;
}
