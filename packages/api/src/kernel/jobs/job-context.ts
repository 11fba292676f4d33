import { auditDoors } from '@atelier/domain/identity/audit.ts';
import { changeSchema } from '@atelier/domain/kernel/change.ts';
import { z } from 'zod';

/** What a job goes on from, as its row keeps it. */
export const jobContext = z.object({
  input: z.unknown(),
  asked: z.object({
    actorId: z.string(),
    requestId: z.string().nullable(),
    door: z.enum(auditDoors),
  }),
  /** Who is told how it goes. */
  tells: changeSchema.nullable(),
  state: z.unknown().optional(),
  progress: z.object({ done: z.number(), total: z.number() }).optional(),
  /** How often the next step was tried in vain. */
  failures: z.number().default(0),
  /** All that it had to do is written. */
  isDone: z.boolean().default(false),
  result: z.unknown().optional(),
});

export type JobContext = z.output<typeof jobContext>;
