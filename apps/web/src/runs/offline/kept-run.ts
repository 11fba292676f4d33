import type { Me } from '@atelier/domain/identity/me.ts';
import type { FailReason, Run, RunItem } from '@atelier/domain/runs/types.ts';
import { type KeptParts, readKept, writeKept } from '../../kernel/kept/kept-answers.ts';

/** What the page of a run is made of. */
export interface RunParts {
  readonly me: Me;
  readonly run: Run;
  readonly items: readonly RunItem[];
  readonly reasons: readonly FailReason[];
}

/** The same as it was read last. */
export interface KeptRun extends RunParts {
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** So many runs that were open last are kept. */
const mostRuns = 5;

const thingOf = (runId: string) => `runs.run.${runId}`;
const itemAt = (place: number) => `item ${String(place).padStart(5, '0')}`;

/** A run as it was read last; undefined where it never was with this browser. */
export async function readKeptRun(runId: string): Promise<KeptRun | undefined> {
  const kept = await readKept(thingOf(runId));
  const count = kept.get('count');
  if (typeof count !== 'number') return undefined;
  const items = Array.from({ length: count }, (_, place) => kept.get(itemAt(place)));
  // Nobody writes there but the function below.
  return {
    at: kept.get('at'),
    me: kept.get('me'),
    run: kept.get('run'),
    reasons: kept.get('reasons'),
    items,
  } as KeptRun;
}

/** Makes the function that keeps a run: each time only what changed since the last time. */
export function createRunKeeper(runId: string, seen?: RunParts) {
  let before = seen === undefined ? new Map<string, unknown>() : namedParts(seen);
  return async (parts: RunParts): Promise<void> => {
    const now = namedParts(parts);
    const changed = [...now].filter(([name, value]) => before.get(name) !== value);
    before = now;
    if (changed.length === 0) return;
    await writeKept(thingOf(runId), new Map([...changed, ['at', Date.now()]]), mostRuns);
  };
}

function namedParts({ me, run, reasons, items }: RunParts): Map<string, unknown> {
  const named = items.map((item, place) => [itemAt(place), item] as const);
  return new Map<string, unknown>([
    ...Object.entries({ me, run, reasons, count: items.length }),
    ...named,
  ]) satisfies KeptParts as Map<string, unknown>;
}
