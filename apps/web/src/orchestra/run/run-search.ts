/** What the page of a run keeps in its address: the test run that is looked at. */
export function runSearch({ test }: Record<string, unknown>): { readonly test?: string } {
  return typeof test === 'string' ? { test } : {};
}
