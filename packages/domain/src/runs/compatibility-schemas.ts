import { z } from 'zod';
import { projectRoles } from '../identity/roles.ts';
import { storableText } from '../kernel/text.ts';
import { resultStatuses } from './result.ts';
import { idSchema } from './schemas.ts';

/** Commands of programs that were written against an older contract. */

const commentSchema = storableText.max(20_000);

/** `member`: the address somebody signs in with, or their id. */
export const addMemberByInput = z.strictObject({
  projectId: idSchema,
  member: z.string().min(1).max(254),
  role: z.enum(projectRoles),
});

/** `locked` is a procedure of its own. */
export const setStatusInput = z.strictObject({
  runId: idSchema,
  status: z.enum(['draft', 'in_progress', 'done']),
});

/** On top of whatever was recorded before. */
export const recordOverInput = z.strictObject({
  runId: idSchema,
  itemId: idSchema,
  status: z.enum(resultStatuses),
  failReasonCode: storableText.max(100).nullish(),
  comment: commentSchema.optional(),
});

/** Results that a report has of items of a run: what is the same already is left as it is. */
export const recordReportInput = z.strictObject({
  runId: idSchema,
  results: z
    .array(
      z.strictObject({
        itemId: idSchema,
        status: z.enum(resultStatuses),
        failReasonCode: storableText.max(100).nullable(),
        comment: commentSchema,
        measuredValue: storableText.max(500).nullable(),
      }),
    )
    .max(20_000),
});

/** Tests of a report that are to be cases, and items of the run. */
export const addReportedInput = z.strictObject({
  runId: idSchema,
  tests: z
    .array(z.strictObject({ className: storableText.max(2_000), name: storableText.max(2_000) }))
    .max(20_000),
});
