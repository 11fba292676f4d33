/** What of the main page stands in its address. Nothing stands there that is as usual. */
export interface CollectionSearch {
  readonly q?: string;
  readonly archived?: true;
  /** The dialog for a new type is open. */
  readonly create?: true;
}

/** Reads the address; what is no value of ours is left out. */
export function readCollectionSearch(search: Record<string, unknown>): CollectionSearch {
  // The router reads `?q=40000` as a number.
  const q = search.q === undefined || search.q === null ? '' : String(search.q).slice(0, 255);
  return {
    ...(q === '' ? {} : { q }),
    ...(search.archived === true ? { archived: true as const } : {}),
    ...(search.create === true ? { create: true as const } : {}),
  };
}
