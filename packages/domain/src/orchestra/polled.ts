import { z } from 'zod';
import type { AssertionResult } from './assertions/evaluate.ts';

/** One time that a step asked and did not find what it waits for. */
export const polledSchema = z.object({
  /** Which time it was, from 1. */
  number: z.int(),
  /** In milliseconds since the step began, and how long the answer took. */
  afterMs: z.number(),
  tookMs: z.number(),
  /** The first assertion that did not hold, and what it found. */
  assertion: z.string(),
  found: z.string(),
});
export type Polled = z.output<typeof polledSchema>;

/** A step may ask for days: the last times are kept. */
export const keptPolls = 50;
const maxFound = 200;

/** What is known of the times before, and of this one. `results`: as evidence has them, without secrets. */
export function withPolled(
  polled: readonly Polled[],
  one: Pick<Polled, 'number' | 'afterMs' | 'tookMs'>,
  results: readonly AssertionResult[],
): readonly Polled[] {
  const failed = results.find(({ ok, soft }) => !ok && !soft);
  const said = {
    ...one,
    assertion: (failed?.name ?? failed?.type ?? '').slice(0, maxFound),
    found: (failed?.actual ?? '').slice(0, maxFound),
  };
  return [...polled, said].slice(-keptPolls);
}
