import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import { miniaturesError } from '@atelier/domain/miniatures/errors.ts';
import {
  type ImportPlace,
  type ImportReason,
  importFault,
  readPlace,
} from '@atelier/domain/miniatures/import-faults.ts';
import { reasonOf } from '@atelier/domain/miniatures/interchange.ts';
import type { ZodError } from 'zod';

/** Longer names of fields are cut: they are whatever somebody wrote. */
const maxFieldLength = 100;

/** The refusal of a file: why, and where in it. */
export function refusedFile(reason: ImportReason, place: ImportPlace = {}) {
  const { field } = place;
  const cut = field === undefined ? place : { ...place, field: field.slice(0, maxFieldLength) };
  return miniaturesError('ERR_INVALID_IMPORT_FORMAT', importFault(reason, cut));
}

/** The refusal of a value that stands at a place, by the first rule that it breaks. */
export function refusedValue(value: unknown, { issues }: ZodError, place: ImportPlace) {
  const [issue] = issues;
  if (issue === undefined) return refusedFile('wrong_type', place);
  const { path } = issue;
  const fields = path.filter((part) => typeof part === 'string');
  const field = issue.code === 'unrecognized_keys' ? issue.keys[0] : fields.at(-1);
  const isMissing = path.length > 0 && valueAt(value, path) === undefined;
  const reason = isMissing ? 'missing_field' : reasonOf(issue);
  const exact = { ...place, ...(field !== undefined && { field }) };
  const [list, index] = path;
  if (list !== 'stage_counts' || index === undefined) return refusedFile(reason, exact);
  return refusedFile(reason, {
    ...exact,
    ...readPlace({ stage: valueAt(value, [list, index, 'stage']) }),
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (inner, key) => (isRecord(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined),
    value,
  );
}
