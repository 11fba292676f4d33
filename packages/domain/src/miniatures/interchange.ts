import { z } from 'zod';
import { type Micros, parseInstant } from '../kernel/instant.ts';
import { isForward } from '../kernel/pipeline.ts';
import { nameText } from '../kernel/text.ts';
import type { Counts } from './stages.ts';
import { maxQuantity, miniaturesPipeline, stages } from './stages.ts';

/** A file holds at most this many types, and each at most this many events of history. */
export const maxImportTypes = 1000;
export const maxImportEvents = 100_000;

const stageSchema = z.enum(stages);

const instantSchema = z.string().transform((text, context): Micros => {
  const at = parseInstant(text);
  if (at !== null) return at;
  context.addIssue({ code: 'custom', message: 'is not an ISO 8601 date and time' });
  return z.NEVER;
});

/** One event of an export's history; gives `createdAt` in microseconds. */
export const importEventSchema = z
  .strictObject({
    from_stage: stageSchema,
    to_stage: stageSchema,
    qty: z.int().min(1).max(maxQuantity),
    created_at: instantSchema,
  })
  .refine((event) => isForward(miniaturesPipeline, event.from_stage, event.to_stage), {
    message: 'goes backward',
  });

export type ImportEvent = z.infer<typeof importEventSchema>;

/** One type of an export, its history apart. Every stage stands in it exactly once. */
export const importTypeSchema = z.strictObject({
  name: nameText(255),
  stage_counts: z
    .array(z.strictObject({ stage: stageSchema, count: z.int().min(0).max(maxQuantity) }))
    .refine(
      (counts) =>
        counts.length === stages.length &&
        new Set(counts.map(({ stage }) => stage)).size === stages.length,
      'must name every stage exactly once',
    )
    .transform((counts) => {
      const all: Counts = { IN_BOX: 0, BUILDING: 0, PRIMING: 0, PAINTING: 0, DONE: 0 };
      return Object.assign(
        all,
        Object.fromEntries(counts.map(({ stage, count }) => [stage, count])),
      );
    }),
});

export type ImportType = z.infer<typeof importTypeSchema>;

/** What an import changes in one type; `before` is null for a type that it creates. */
export interface ImportedType {
  readonly name: string;
  readonly before: Counts | null;
  readonly after: Counts;
  /** How many events of history it appends. */
  readonly events: number;
}

/** What an import changes, or would change, by name. */
export interface ImportSummary {
  readonly types: readonly ImportedType[];
  readonly created: number;
  readonly merged: number;
  readonly events: number;
}
