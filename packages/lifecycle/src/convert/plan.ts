import type { Knex } from 'knex';
import { type ConversionRequest, recordedConversion } from './conversions.ts';
import { type Dependents, readDependents } from './dependents/dependents.ts';
import { readExceptions } from './exceptions.ts';
import type { Exceptions } from './expressions.ts';
import type { TouchedFunction } from './functions/convert-functions.ts';
import { type KeyPlan, keyPlans } from './keys.ts';
import { conversionProfile } from './profiles/profiles.ts';
import { type FoundReferences, findReferences } from './references.ts';
import type { Dependent, RecordedObject } from './rules/dependent.ts';
import { conversionError } from './rules/errors.ts';
import { columnName, type IdColumn } from './rules/id-column.ts';
import type { ConversionProfile } from './rules/profile.ts';
import { rowsOf } from './sql.ts';
import { readStructure, standsIn } from './structure.ts';

/** Everything that a conversion is going to touch. Empty `columns`: there is nothing to do. */
export interface ConversionPlan extends FoundReferences {
  readonly profile: ConversionProfile;
  readonly request: ConversionRequest;
  readonly keys: readonly KeyPlan[];
  readonly dependents: readonly Dependent[];
  readonly functions: readonly TouchedFunction[];
  /** What cannot be carried over, each in a word. */
  readonly unsupported: readonly string[];
  readonly exceptions: Exceptions;
  readonly recorded: readonly RecordedObject[];
  /** Parts of `lifecycle.id_map` that stand from an earlier conversion. */
  readonly knownParts: ReadonlySet<string>;
}

/**
 * Finds what a conversion has to do, and changes nothing.
 *
 * @throws ERR_CONVERSION_PROFILE_UNKNOWN, ERR_CONVERSION_TABLES_MISSING, ERR_REFERENCE_UNKNOWN, and
 * ERR_CONVERSION_NOT_RECORDED on the way back if there was no conversion before
 */
export async function planConversion(
  db: Knex,
  request: ConversionRequest,
): Promise<ConversionPlan> {
  const profile = conversionProfile(request.profile);
  return inReadableNames(db, async (trx) => {
    const structure = await readStructure(trx);
    const present = Object.keys(profile.keys).filter((name) =>
      standsIn(structure, profile.area, name),
    );
    if (present.length === 0) {
      throw conversionError('ERR_CONVERSION_TABLES_MISSING', { profile: profile.names[0] });
    }
    const recorded = await recordedConversion(trx, profile.names[0]);
    const found = await findReferences({
      db: trx,
      profile,
      structure,
      target: request.target,
      told: { references: request.references ?? {}, notReferences: request.notReferences ?? [] },
      recorded: request.target === 'integer' ? recorded : undefined,
    });
    const isInteger = structure.columns.some(
      ({ table, column, base }) =>
        profile.keys[table.name] === column &&
        standsIn(structure, profile.area, table.name)?.schema === table.schema &&
        base === 'integer',
    );
    if (request.target === 'integer' && recorded === undefined && !isInteger) {
      throw conversionError('ERR_CONVERSION_NOT_RECORDED', { profile: profile.names[0] });
    }
    const objects = request.target === 'integer' ? (recorded?.objects ?? []) : [];
    return completePlan(trx, { profile, request, found, recorded: objects });
  });
}

interface PlanParts {
  readonly profile: ConversionProfile;
  readonly request: ConversionRequest;
  readonly found: FoundReferences;
  readonly recorded: readonly RecordedObject[];
}

/** Reads what depends on the columns; `db` writes names with their schemas. */
export async function completePlan(
  db: Knex,
  { profile, request, found, recorded }: PlanParts,
  everything = false,
): Promise<ConversionPlan> {
  const { columns } = found;
  const read: Dependents =
    columns.length === 0
      ? { dependents: [], functions: [], unsupported: [] }
      : await readDependents(db, { profile, request, columns, recorded, everything });
  const parts = await rowsOf<{ name: string }>(
    db,
    `SELECT i.inhrelid::regclass::text AS name FROM pg_inherits AS i
     WHERE i.inhparent = to_regclass('lifecycle.id_map')`,
  );
  return {
    ...found,
    ...read,
    profile,
    request,
    keys: keyPlans(columns),
    exceptions: await readExceptions(db, request.target),
    recorded,
    knownParts: new Set(parts.map(({ name }) => name)),
  };
}

/** Runs `work` in a transaction in which PostgreSQL writes every name with its schema. */
export async function inReadableNames<Result>(
  db: Knex,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (trx) => {
    await trx.raw("SET LOCAL search_path = ''");
    await trx.raw('SET LOCAL quote_all_identifiers = off');
    // Rows hidden by a policy would be lost: fail instead.
    await trx.raw('SET LOCAL row_security = off');
    return work(trx);
  });
}

/** @throws ERR_REFERENCES_UNDECIDED, ERR_CONVERSION_UNSUPPORTED */
export function refuseUnclear({ undecided, unsupported }: ConversionPlan): void {
  if (undecided.length > 0) {
    throw conversionError('ERR_REFERENCES_UNDECIDED', {
      columns: undecided.map(columnName).join(', '),
    });
  }
  if (unsupported.length > 0) {
    throw conversionError('ERR_CONVERSION_UNSUPPORTED', { objects: unsupported.join('; ') });
  }
}

/** The columns of each table, together: each table is rewritten once. */
export function byTable(columns: readonly IdColumn[]): readonly (readonly IdColumn[])[] {
  const tables = new Map<string, IdColumn[]>();
  for (const column of columns) {
    const name = `${column.table.schema}.${column.table.name}`;
    const known = tables.get(name);
    if (known) known.push(column);
    else tables.set(name, [column]);
  }
  return [...tables.values()];
}
