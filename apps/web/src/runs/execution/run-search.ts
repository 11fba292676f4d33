/** What the page of a run keeps in its address: the item that is in front first. */
export function runSearch({ item }: Readonly<Record<string, unknown>>): { readonly item?: string } {
  return typeof item === 'string' ? { item } : {};
}
