import { z } from 'zod';
import { storableText } from '../kernel/text.ts';
import { idSchema } from './schemas.ts';
import { reportLanguages } from './seal/report-words.ts';

export const sealRunInput = z.strictObject({
  runId: idSchema,
  /** Of the report. */
  language: z.enum(reportLanguages),
});

/** A link is good for so many days at the most. */
export const longestShareDays = 366;

export const createShareLinkInput = z.strictObject({
  runId: idSchema,
  days: z.int().min(1).max(longestShareDays),
  /** For whom it is. */
  note: storableText.trim().max(200).default(''),
});
export const shareLinkIdInput = z.strictObject({ linkId: idSchema });
