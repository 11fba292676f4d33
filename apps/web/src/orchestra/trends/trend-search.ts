/** Of how many runs trends are shown. */
export const runCounts = [10, 30, 100] as const;
export const usualRuns = 30;

interface TrendSearch {
  readonly environment?: string;
  readonly runs?: number;
}

/** What the page of trends keeps in its address. */
export function trendSearch({ environment, runs }: Record<string, unknown>): TrendSearch {
  const count = runCounts.find((one) => one === Number(runs));
  const isId =
    typeof environment === 'string' &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(environment);
  return {
    ...(isId && { environment }),
    ...(count !== undefined && count !== usualRuns && { runs: count }),
  };
}
