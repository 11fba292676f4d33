/** What can be wrong at a place of an imported file: the `reason` of `ERR_INVALID_IMPORT_FORMAT`. */
export const importReasons = [
  'not_json',
  'ends_early',
  'too_deep',
  'too_long',
  'wrong_type',
  'unknown_field',
  'repeated_field',
  'unknown_stage',
  'missing_stage',
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
