/** How a run is looked at besides its list of test runs. */
export const runViews = ['tests', 'graph', 'timeline'] as const;
export type RunView = (typeof runViews)[number];

interface RunSearch {
  readonly test?: string;
  readonly view?: RunView;
}

/** What the page of a run keeps in its address: the test run that is looked at, and how. */
export function runSearch({ test, view }: Record<string, unknown>): RunSearch {
  const shown = runViews.find((one) => one === view);
  return {
    ...(typeof test === 'string' && { test }),
    ...(shown !== undefined && shown !== 'tests' && { view: shown }),
  };
}
