/** What the page of the form keeps in its address: the scenario that is edited; none for a new one. */
export function editorSearch({ scenario }: Record<string, unknown>): {
  readonly scenario?: string;
} {
  // The router reads `?scenario=12` as a number.
  return typeof scenario === 'string' || typeof scenario === 'number'
    ? { scenario: String(scenario) }
    : {};
}
