import type { Knex } from 'knex';
import type { RecordedColumns } from './recorded-columns.ts';
import { hasConversionObjects } from './records.ts';
import type { RecordedObject } from './rules/dependent.ts';
import type { IdColumn, IdKind } from './rules/id-column.ts';
import { rowsOf } from './sql.ts';

/** What a conversion is asked for; it is recorded, and can be repeated on another database. */
export interface ConversionRequest {
  /** A name of the profile: `time-legacy`. */
  readonly profile: string;
  readonly target: IdKind;
  /** `schema.table.column` → a table of the profile: a reference that nothing declares. */
  readonly references?: Readonly<Record<string, string>>;
  /** `schema.table.column`: looks like a reference and is none. */
  readonly notReferences?: readonly string[];
  /** `schema.function.parameter` (or `.returns`) → a table of the profile, or null for "no id". */
  readonly parameters?: Readonly<Record<string, string | null>>;
}

/** One conversion as it is recorded. */
export interface ConversionRow {
  readonly id: string;
  readonly profile: string;
  readonly target: IdKind;
  readonly mode: 'in_place' | 'online';
  readonly status: 'running' | 'done' | 'abandoned';
  readonly request: ConversionRequest;
  readonly columns: {
    readonly columns: readonly IdColumn[];
    readonly leftAlone: readonly string[];
  };
  readonly objects: readonly RecordedObject[];
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly durationMs: number | null;
  readonly runBy: string;
}

/** Every conversion of this database, the oldest first; none where there never was one. */
export async function readConversions(db: Knex): Promise<readonly ConversionRow[]> {
  if (!(await hasConversionObjects(db))) return [];
  return db('lifecycle.conversions').select('*').orderBy('id');
}

/**
 * The conversions that hold now, in the order in which another database would have to repeat them with
 * `convertInPlace`: the last finished one of each profile, when it was to UUID.
 */
export async function appliedConversions(db: Knex): Promise<readonly ConversionRequest[]> {
  const last = new Map<string, ConversionRow>();
  for (const row of await readConversions(db)) {
    if (row.status !== 'done') continue;
    last.delete(row.profile);
    last.set(row.profile, row);
  }
  return [...last.values()].filter(({ target }) => target === 'uuid').map(({ request }) => request);
}

/** The way back of a profile: what its last finished conversion wrote down; undefined without one. */
export async function recordedConversion(
  db: Knex,
  profile: string,
): Promise<(RecordedColumns & { readonly objects: readonly RecordedObject[] }) | undefined> {
  const done = (await readConversions(db)).filter(
    (row) => row.profile === profile && row.status === 'done',
  );
  const last = done.at(-1);
  if (last === undefined || last.target !== 'uuid') return undefined;
  const keys = await rowsOf<{ name: string; sequence: string }>(
    db,
    'SELECT table_name AS name, sequence::text AS sequence FROM lifecycle.conversion_keys',
  );
  return {
    ...last.columns,
    objects: last.objects,
    sequences: Object.fromEntries(keys.map(({ name, sequence }) => [name, sequence])),
  };
}

/** The online conversion that is half done; undefined for none. */
export async function runningConversion(db: Knex): Promise<ConversionRow | undefined> {
  return (await readConversions(db)).find(({ status }) => status === 'running');
}
