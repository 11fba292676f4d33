import { isStage, type Stage } from './stages.ts';

/** What can be wrong with an imported file: the `reason` of `ERR_INVALID_IMPORT_FORMAT`. */
export const importReasons = [
  'empty',
  'not_json',
  'not_utf8',
  'not_export',
  'ends_early',
  'too_slow',
  'too_deep',
  'too_long',
  'wrong_type',
  'missing_field',
  'unknown_field',
  'repeated_field',
  'unknown_stage',
  'missing_stage',
  'repeated_stage',
  'out_of_range',
  'bad_text',
  'bad_date',
  'backward',
  'over_limit',
] as const;

export type ImportReason = (typeof importReasons)[number];

export function isImportReason(text: unknown): text is ImportReason {
  return importReasons.some((reason) => reason === text);
}

/** Where in a file something is, as a person would say it; what is not known, or not so, is left out. */
export interface ImportPlace {
  /** Which type of the list, from 1. */
  readonly type?: number;
  /** That type's name, where the file has told it by then. */
  readonly name?: string;
  /** Which event of the type's history, from 1. */
  readonly event?: number;
  readonly stage?: Stage;
  /** The field, by its name in the file. */
  readonly field?: string;
}

/** The facts of an `ERR_INVALID_IMPORT_FORMAT`. */
export function importFault(reason: ImportReason, place: ImportPlace = {}) {
  return { reason, ...place };
}

/** Reads the facts of a refusal back, leaving out what they do not hold. */
export function readPlace(facts: Readonly<Record<string, unknown>>): ImportPlace {
  const { type, name, event, stage, field } = facts;
  return {
    ...(typeof type === 'number' && { type }),
    ...(typeof name === 'string' && { name }),
    ...(typeof event === 'number' && { event }),
    ...(typeof stage === 'string' && isStage(stage) && { stage }),
    ...(typeof field === 'string' && { field }),
  };
}
