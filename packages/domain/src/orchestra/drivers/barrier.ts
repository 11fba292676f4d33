import { z } from 'zod';
import { countOrTemplate, durationOrTemplate, shortText } from '../fields.ts';

/** Scenarios of a suite run wait for each other at a place with a name. */
export const barrierRequest = z.strictObject({
  barrier: shortText.min(1),
  /** How many have to arrive before any goes on. */
  parties: countOrTemplate(1, 10_000),
  timeout: durationOrTemplate.default('10m'),
  /** When one of them fails or the time is up: the others go on (`release`), or fail as well. */
  onFailure: z.enum(['release', 'fail']).default('fail'),
});

export type BarrierRequest = z.output<typeof barrierRequest>;

export interface BarrierAnswer {
  readonly arrived: number;
  /** Whether all came; false where the barrier was released without them. */
  readonly complete: boolean;
}
