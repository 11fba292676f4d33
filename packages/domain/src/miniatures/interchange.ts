import { z } from 'zod';
import { type Micros, parseInstant } from '../kernel/instant.ts';
import { isForward } from '../kernel/pipeline.ts';
import { type ImportPlace, type ImportReason, isImportReason } from './import-faults.ts';
import type { ImportNote } from './import-mending.ts';
import { stageSchema, typeNameSchema } from './schemas.ts';
import type { Counts } from './stages.ts';
import { maxQuantity, miniaturesPipeline, stages } from './stages.ts';

/** How many types a file may hold, and how many events of history each of them. */
export interface ImportLimits {
  readonly types: number;
  readonly events: number;
}

/** What the contract promises to refuse beyond. */
export const contractLimits: ImportLimits = { types: 1000, events: 100_000 };

/** For a file whose sender says that it is large: an export of a collection that outgrew the contract. */
export const largeLimits: ImportLimits = { types: 100_000, events: 10_000_000 };

/** A rule of ours says by its message which one it is. */
function reason(code: ImportReason): ImportReason {
  return code;
}

/** Which reason an issue of the schemas below is. */
export function reasonOf(issue: z.core.$ZodIssue | undefined): ImportReason {
  switch (issue?.code) {
    case 'custom':
      return isImportReason(issue.message) ? issue.message : 'bad_text';
    case 'unrecognized_keys':
      return 'unknown_field';
    case 'invalid_value':
      return 'unknown_stage';
    case 'too_big':
      return issue.path.at(-1) === 'count' ? 'over_limit' : 'out_of_range';
    case 'too_small':
      return issue.origin === 'string' ? 'bad_text' : 'out_of_range';
    default:
      return 'wrong_type';
  }
}

const instantSchema = z.string().transform((text, context): Micros => {
  const at = parseInstant(text);
  if (at !== null) return at;
  context.addIssue({ code: 'custom', message: reason('bad_date') });
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
    message: reason('backward'),
  });

export type ImportEvent = z.infer<typeof importEventSchema>;

/** One type of an export, its history apart. Every stage stands in it exactly once. */
export const importTypeSchema = z.strictObject({
  name: typeNameSchema,
  stage_counts: z
    .array(z.strictObject({ stage: stageSchema, count: z.int().min(0).max(maxQuantity) }))
    .superRefine((counts, { addIssue }) => {
      const { size } = new Set(counts.map(({ stage }) => stage));
      if (size < counts.length) addIssue(reason('repeated_stage'));
      else if (size < stages.length) addIssue(reason('missing_stage'));
    })
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
  /** How often the file lists it; more than once is added up. */
  readonly listed: number;
  /** Whether it is archived; the import brings it back into use. */
  readonly archived: boolean;
  /** For a type that it creates: one that is there already, whose name reads the same. */
  readonly similar: string | null;
  /**
   * Whether it looks as if it was taken from here, or brought here before: the same first event, or
   * the same counts where neither has a history. Its counts would double.
   */
  readonly repeated: boolean;
}

/** What an import changes, or would change, in the order of the list of types. */
export interface ImportSummary {
  readonly types: readonly ImportedType[];
  readonly created: number;
  readonly merged: number;
  readonly events: number;
}

/** Something that was done to a file to make it importable: how often, and where first. */
export interface ImportMending {
  readonly note: ImportNote;
  readonly count: number;
  readonly first: ImportPlace;
}

/** What a dry run says: what would change, and how the file would be mended for that. */
export interface ImportDryRun extends ImportSummary {
  readonly mended: readonly ImportMending[];
}
