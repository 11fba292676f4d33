/** How a run is looked at besides its list of test runs. */
export const runViews = ['tests', 'graph', 'timeline'] as const;
