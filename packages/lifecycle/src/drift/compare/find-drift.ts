import type { ModelDescription } from '@atelier/db/kernel/model-columns.ts';
import type { Knex } from 'knex';
import { readCatalog } from '../../catalog/catalog.ts';
import type { Catalog, Named } from '../../catalog/catalog-types.ts';
import type { Difference } from '../../catalog/rules/difference.ts';
import { sourceMigrationsFolder } from '../../migrate/migration-files.ts';
import { stepError } from '../../migrate/rules/half-done.ts';
import { findMismatches, mismatchStep } from '../../migrate/rules/migration-plan.ts';
import type { Shape } from '../../migrate/shadow.ts';
import { readStanding } from '../../migrate/standing.ts';
import { readAcceptedDifferences } from '../../records/accepted-differences.ts';
import { type AcceptedDifference, partAccepted } from '../../records/rules/accepted.ts';
import { withScratchDatabase } from '../../scratch/scratch-database.ts';
import { compareCatalogs } from '../drift.ts';
import { fixApart } from '../fix-apart.ts';
import { tryFixes } from '../try-fixes.ts';
import { compareModels } from './compare-models.ts';
import { type Expected, expectedOf, type NotBuilt, ownSchema } from './expected.ts';

export interface DriftOptions {
  /** Where the migration files lie; the source tree's folder unless told. */
  readonly folder?: string;
  /** Compared with what all migrations build; see models.ts. */
  readonly models?: readonly ModelDescription[];
  /** Only these areas; all of them unless told. */
  readonly schemas?: readonly string[];
  /** What was done to the database beside its migrations, and is no drift. */
  readonly shape?: Shape;
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

export interface ForeignTable extends Named {
  /** Tables of ours that its foreign keys point at, as `schema.table`. */
  readonly references: readonly string[];
}

/**
 * Compares the database with what its applied migrations build in a scratch database on the same server,
 * and the models with what all migrations build. What this process built before is remembered: where
 * nothing differs, or nothing that differs could be fixed, no database is built again. Changes nothing.
 *
 * @throws ERR_MIGRATION_MISSING, ERR_MIGRATION_EDITED when nobody can build what an applied migration
 * did any more; ERR_MIGRATION_UNREADABLE when a file that is needed cannot be loaded; ERR_SCRATCH_DENIED
 * when the role may not create databases, and one has to be built
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
  const models = (options.models ?? []).filter(
    ({ tableName }) =>
      options.schemas === undefined || options.schemas.includes(tableName.split('.')[0] ?? ''),
  );
  const reading = readCatalog(db);
  // It is waited for below; a failure of the shadow comes first.
  reading.catch(() => {});
  const { known, build } = await expectedOf(db, {
    applied,
    pending: models.length > 0 ? pending : [],
    shape: options.shape,
  });
  const compare = async ({
    applied: expected,
    head,
    areas,
    notBuilt,
  }: Expected): Promise<DriftReport> => {
    const actual = await reading;
    options.onProgress?.('comparing');
    const wanted = options.schemas;
    const schemas = wanted === undefined ? areas : areas.filter((each) => wanted.includes(each));
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
  };
  if (known !== undefined) {
    const report = await compare(known);
    if (report.differences.every(({ fix }) => fix === null)) return report;
  }
  return withScratchDatabase(db, 'drift', async ({ db: shadow }) => {
    const expected = await build(shadow);
    const report = await compare(expected);
    const trial = { shadow, holds: expected.head, actual: await reading };
    return { ...report, differences: await tryFixes(trial, report.differences, report) };
  });
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
