import { comparedKinds } from '@atelier/domain/runs/reports/compare.ts';

export const shownKinds = ['differences', ...comparedKinds, 'everything'] as const;
export type Shown = (typeof shownKinds)[number];

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** As many as the server compares. */
const most = 8;

/** Reads `?runs=a,b,c&show=…`; what is no value of ours is left out. */
export function readCompareAddress(search: Readonly<Record<string, unknown>>): {
  readonly runIds: readonly string[];
  readonly shown: Shown;
} {
  const ids = String(search.runs ?? '')
    .split(',')
    .filter((id) => idPattern.test(id));
  return {
    runIds: [...new Set(ids)].slice(0, most),
    shown: shownKinds.find((kind) => kind === search.show) ?? 'differences',
  };
}
