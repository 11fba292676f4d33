import { z } from 'zod';
import { storableText } from '../../kernel/text.ts';
import { runStatuses } from '../machine.ts';
import { idSchema } from '../schemas.ts';

/** How many days a run may be in progress before it is called stuck, unless somebody says otherwise. */
export const usualStuckDays = 3;
export const stuckDaysSchema = z.int().min(1).max(365);

/** Levels of coverage are tags by these names. */
export const levels = ['L0', 'L1', 'L2'] as const;
export type Level = (typeof levels)[number];

const word = storableText.max(500);

/** Which results a report is of; what is left out does not limit them. Days are in UTC, both of them included. */
export const reportFilterSchema = z.strictObject({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  models: z.array(word).max(100).optional(),
  firmwares: z.array(word).max(100).optional(),
  /** With the suites below it. */
  suiteId: idSchema.optional(),
  level: z.enum(levels).optional(),
  templateId: idSchema.optional(),
  engineerId: idSchema.optional(),
  status: z.array(z.enum(runStatuses)).max(4).optional(),
});
export type ReportFilter = z.output<typeof reportFilterSchema>;

export const reportInput = reportFilterSchema.extend({ projectId: idSchema });
export type ReportInput = z.output<typeof reportInput>;
export const engineersReportInput = reportInput.extend({
  stuckDays: stuckDaysSchema.default(usualStuckDays),
});
export const burnDownInput = z.strictObject({ projectId: idSchema, matrixId: idSchema });
export const compareRunsInput = z.strictObject({ runIds: z.array(idSchema).min(2).max(8) });
export const dashboardInput = z.strictObject({
  stuckDays: stuckDaysSchema.default(usualStuckDays),
});
