/** Of how many runs trends are shown. */
export const runCounts = [10, 30, 100] as const;
export const usualRuns = 30;
