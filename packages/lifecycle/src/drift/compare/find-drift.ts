import type { ModelDescription } from '@atelier/db/kernel/model-columns.ts';
import type { Knex } from 'knex';
import { readCatalog } from '../../catalog/catalog.ts';
import type { Catalog, Named } from '../../catalog/catalog-types.ts';
import { placeExtensions } from '../../catalog/place-extensions.ts';
import type { Difference } from '../../catalog/rules/difference.ts';
import { readLedger } from '../../migrate/ledger.ts';
import {
  type MigrationFile,
  readMigrationFiles,
  sourceMigrationsFolder,
} from '../../migrate/migration-files.ts';
import { readMigrationName } from '../../migrate/rules/migration-name.ts';
import { findMismatches, mismatchError } from '../../migrate/rules/migration-plan.ts';
import { buildShadow } from '../../migrate/shadow.ts';
import { readAcceptedDifferences } from '../../records/accepted-differences.ts';
import { type AcceptedDifference, partAccepted } from '../../records/rules/accepted.ts';
import { withScratchDatabase } from '../../scratch/scratch-database.ts';
import { compareCatalogs } from '../drift.ts';
import { fixApart } from '../fix-apart.ts';
import { tryFixes } from '../try-fixes.ts';
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
  /** What lies in other schemas and is nobody's drift. */
  readonly foreign: readonly ForeignTable[];
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
  const ledger = await readLedger(db);
  const appliedNames = new Set(ledger.map(({ name }) => name));
  const files = await readMigrationFiles(folder);
  // What is pending does not matter to what is expected, wherever it stands.
  const changed = findMismatches(files, ledger).find(({ kind }) => kind !== 'out-of-order');
  if (changed !== undefined) throw mismatchError(changed);
  const applied = files.filter(({ name }) => appliedNames.has(name));
  const pending = files.filter(({ name }) => !appliedNames.has(name));
  options.onProgress?.('building');
  const reading = readCatalog(db);
  // It is waited for below; a failure of the shadow comes first.
  reading.catch(() => {});
  return withScratchDatabase(db, 'drift', async ({ db: shadow }) => {
    const named = files.map(({ name }) => readMigrationName(name).area);
    const places = await placeExtensions(shadow, db, named);
    const { expected, head } = await buildExpected(shadow, { applied, pending }, options);
    const actual = await reading;
    options.onProgress?.('comparing');
    const areas = expected.schemas.filter((name) => name !== ownSchema && !places.includes(name));
    const wanted = options.schemas;
    const schemas = wanted === undefined ? areas : areas.filter((each) => wanted.includes(each));
    const models = (options.models ?? []).filter(
      ({ tableName }) => wanted === undefined || wanted.includes(tableName.split('.')[0] ?? ''),
    );
    const all = compareCatalogs(expected, actual, { schemas });
    const { drift, accepted } = partAccepted(all, await readAcceptedDifferences(db));
    // What stays is carried along by the fixes of the rest.
    const isWhole = accepted.length === 0 && drift.every(({ fix }) => fix !== null);
    const differences = isWhole ? drift : fixApart(expected, actual, drift, { schemas });
    return {
      revision: applied.at(-1)?.name ?? null,
      schemas,
      differences: await tryFixes({ shadow, holds: head, actual }, differences, { schemas }),
      accepted,
      models: compareModels(models, head),
      foreign: foreignTables(actual, new Set(areas)),
    };
  });
}

/** What the applied migrations build, and what all of them do, which the shadow holds in the end. */
async function buildExpected(
  shadow: Knex,
  files: { readonly applied: readonly MigrationFile[]; readonly pending: readonly MigrationFile[] },
  { shapeShadow, models = [] }: DriftOptions,
): Promise<{ expected: Catalog; head: Catalog }> {
  await buildShadow(shadow, files.applied);
  await shapeShadow?.(shadow);
  const expected = await readCatalog(shadow);
  if (models.length === 0 || files.pending.length === 0) return { expected, head: expected };
  await buildShadow(shadow, files.pending);
  return { expected, head: await readCatalog(shadow) };
}

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
