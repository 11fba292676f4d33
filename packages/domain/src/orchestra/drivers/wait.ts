import { z } from 'zod';
import { durationOrTemplate, shortText } from '../fields.ts';

/** Waits without holding a worker. `until`: an ISO 8601 instant; one that has passed is not waited for. */
export const waitRequest = z
  .strictObject({ for: durationOrTemplate.optional(), until: shortText.min(1).optional() })
  .refine((wait) => (wait.for === undefined) !== (wait.until === undefined), {
    error: 'says either how long or until when',
    path: ['for'],
  });

export type WaitRequest = z.output<typeof waitRequest>;

export interface WaitAnswer {
  /** ISO 8601. */
  readonly until: string;
}
