import { isUnavailable } from '@atelier/db/kernel/database-errors.ts';
import type { ModelDescription } from '@atelier/db/kernel/model-columns.ts';
import type { Knex } from 'knex';
import { readCatalog } from '../../catalog/catalog.ts';
import type { Catalog, Named } from '../../catalog/catalog-types.ts';
import type { Difference } from '../../catalog/rules/difference.ts';
import { type MigrationFile, sourceMigrationsFolder } from '../../migrate/migration-files.ts';
import { stepError } from '../../migrate/rules/half-done.ts';
import { findMismatches, mismatchStep } from '../../migrate/rules/migration-plan.ts';
import { buildShadow } from '../../migrate/shadow.ts';
import { readStanding } from '../../migrate/standing.ts';
import { readAcceptedDifferences } from '../../records/accepted-differences.ts';
import { type AcceptedDifference, partAccepted } from '../../records/rules/accepted.ts';
import { withScratchDatabase } from '../../scratch/scratch-database.ts';
import { reasonOf } from '../../server/full-disk.ts';
import { compareCatalogs } from '../drift.ts';
import { fixApart } from '../fix-apart.ts';
import { compareModels } from './compare-models.ts';

/** The runner's own, and no area. */
const ownSchema = 'lifecycle';

export interface DriftOptions {
  /** Where the migration files lie; the source tree's folder unless told. */
  readonly folder?: string;
  /** Compared with what all migrations build; see models.ts. */
  readonly models?: readonly ModelDescription[];
  /** Only these areas; all of them unless told. */
  readonly schemas?: readonly string[];
  /** Does to the empty shadow what was done to the database beside its migrations. */
  readonly shapeShadow?: (shadow: Knex) => Promise<void>;
  readonly onProgress?: (step: 'building' | 'comparing') => void;
}

export interface DriftReport {
  /** The newest applied migration; what it builds is what is expected. Null: nothing is applied. */
  readonly revision: string | null;
  /** The areas that were compared. */
  readonly schemas: readonly string[];
  /** Between the database and what its applied migrations build. */
  readonly differences: readonly Difference[];
  /** Such ones too, that an adoption accepted or a repair made: they are no drift. */
  readonly accepted: readonly AcceptedDifference[];
  /** Between the models and what all migrations build. */
  readonly models: readonly Difference[];
  /** A pending migration that cannot be built, so that the models are not compared; else null. */
  readonly notBuilt: NotBuilt | null;
  /** What lies in other schemas and is nobody's drift. */
  readonly foreign: readonly ForeignTable[];
}

export interface NotBuilt {
  readonly name: string;
  /** What PostgreSQL says. */
  readonly reason: string;
}

export interface ForeignTable extends Named {
  /** Tables of ours that its foreign keys point at, as `schema.table`. */
  readonly references: readonly string[];
}

/**
 * Compares the database with what its applied migrations build in a scratch database on the same
 * server, and the models with what all migrations build. Changes nothing.
 *
 * @throws ERR_MIGRATION_MISSING, ERR_MIGRATION_EDITED when nobody can build what an applied migration
 * did any more; ERR_SCRATCH_DENIED when the role may not create databases
 */
export async function findDrift(db: Knex, options: DriftOptions = {}): Promise<DriftReport> {
  const folder = options.folder ?? sourceMigrationsFolder;
  const standing = await readStanding(db, folder);
  const { files } = standing;
  const appliedNames = new Set(standing.applied.map(({ name }) => name));
  // What is pending does not matter to what is expected, wherever it stands.
  const changed = findMismatches(standing).find(({ kind }) => kind !== 'out-of-order');
  if (changed !== undefined) throw stepError(mismatchStep(changed));
  const applied = files.filter(({ name }) => appliedNames.has(name));
  const pending = files.filter(({ name }) => !appliedNames.has(name));
  options.onProgress?.('building');
  const [actual, { expected, head, notBuilt }] = await Promise.all([
    readCatalog(db),
    buildExpected(db, { applied, pending }, options),
  ]);
  options.onProgress?.('comparing');
  const areas = areasOf(expected);
  const wanted = options.schemas;
  const schemas = wanted === undefined ? areas : areas.filter((each) => wanted.includes(each));
  const models = (options.models ?? []).filter(
    ({ tableName }) => wanted === undefined || wanted.includes(tableName.split('.')[0] ?? ''),
  );
  const all = compareCatalogs(expected, actual, { schemas });
  const { drift, accepted } = partAccepted(all, await readAcceptedDifferences(db));
  // What stays is carried along by the fixes of the rest.
  const isWhole = accepted.length === 0 && drift.every(({ fix }) => fix !== null);
  return {
    revision: applied.at(-1)?.name ?? null,
    schemas,
    differences: isWhole ? drift : fixApart(expected, actual, drift, { schemas }),
    accepted,
    models: notBuilt === null ? compareModels(models, head) : [],
    notBuilt,
    foreign: foreignTables(actual, new Set(areas)),
  };
}

/** What the applied migrations build, and what all of them do. */
async function buildExpected(
  db: Knex,
  files: { readonly applied: readonly MigrationFile[]; readonly pending: readonly MigrationFile[] },
  { shapeShadow, models = [] }: DriftOptions,
): Promise<{ expected: Catalog; head: Catalog; notBuilt: NotBuilt | null }> {
  return withScratchDatabase(db, 'drift', async ({ db: shadow }) => {
    await buildShadow(shadow, files.applied);
    await shapeShadow?.(shadow);
    const expected = await readCatalog(shadow);
    const wanted = models.length === 0 ? [] : files.pending;
    const notBuilt = await buildPending(shadow, wanted);
    return { expected, head: wanted.length === 0 ? expected : await readCatalog(shadow), notBuilt };
  });
}

/** A pending migration that fails has done nothing to the database: it is told, and no reason to stop. */
async function buildPending(
  shadow: Knex,
  pending: readonly MigrationFile[],
): Promise<NotBuilt | null> {
  for (const file of pending) {
    try {
      await buildShadow(shadow, [file]);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      return { name: file.name, reason: reasonOf(error) };
    }
  }
  return null;
}

const areasOf = ({ schemas }: Catalog): readonly string[] =>
  schemas.filter((name) => name !== ownSchema);

function foreignTables(actual: Catalog, areas: ReadonlySet<string>): readonly ForeignTable[] {
  return actual.tables
    .filter(({ schema }) => !areas.has(schema) && schema !== ownSchema)
    .map(({ schema, name, constraints }) => ({
      schema,
      name,
      references: constraints.flatMap(({ references }) =>
        references !== null && areas.has(references.schema)
          ? [`${references.schema}.${references.name}`]
          : [],
      ),
    }));
}
