import type { Knex } from 'knex';
import { readCatalog } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog-types.ts';
import { appliedConversions } from '../convert/conversions.ts';
import { convertInPlace } from '../convert/in-place.ts';
import { compareCatalogs } from '../drift/drift.ts';
import { operatorError } from '../errors/operator-errors.ts';
import { ensureLedger, readLedger, recordApplied, removeApplied } from '../migrate/ledger.ts';
import {
  type MigrationFile,
  readMigrationFiles,
  sourceMigrationsFolder,
} from '../migrate/migration-files.ts';
import { migrationNamed } from '../migrate/rules/migration-plan.ts';
import type { RunnerLockOptions } from '../migrate/runner-lock.ts';
import { type LockRetryOptions, withRunnerSession } from '../migrate/runner-session.ts';
import { buildShadow } from '../migrate/shadow.ts';
import { profiles } from '../profiles/rules/profiles.ts';
import { readAdoption } from '../records/adoption-record.ts';
import { withScratchDatabase } from '../scratch/scratch-database.ts';
import { type FoundDifference, withIds } from './adoption-plan.ts';

/** What stamping a revision would write. */
export interface StampPlan {
  readonly revision: string;
  /** Written to the ledger as applied. */
  readonly added: readonly string[];
  /** Taken out of it. */
  readonly removed: readonly string[];
  /** Between the database and what the migrations up to the revision build. */
  readonly differences: readonly FoundDifference[];
  /** Names of differences that an adoption accepted. */
  readonly accepted: ReadonlySet<string>;
  readonly files: readonly MigrationFile[];
  readonly shadow: Catalog;
}

/**
 * Compares the database with what the migrations up to a revision build in a scratch database; changes
 * nothing. An adopted baseline counts as applied wherever it stands, and converted ids are converted
 * there too.
 *
 * @param typed the revision, or an unambiguous beginning of it
 * @throws ERR_MIGRATION_UNKNOWN, ERR_NAME_AMBIGUOUS, ERR_SCRATCH_DENIED
 */
export async function planStamp(
  db: Knex,
  typed: string,
  folder: string = sourceMigrationsFolder,
): Promise<StampPlan> {
  const files = await readMigrationFiles(folder);
  const revision = migrationNamed(files, typed);
  const adopted = await adoptedBaselines(db);
  const target = files.filter(({ name }) => name <= revision || adopted.has(name));
  const shadow = await withScratchDatabase(db, 'stamp', async (scratch) => {
    await buildShadow(scratch.db, target);
    for (const request of await appliedConversions(db)) await convertInPlace(scratch.db, request);
    return readCatalog(scratch.db);
  });
  const applied = await readLedger(db);
  const names = new Set(target.map(({ name }) => name));
  return {
    revision,
    added: [...names].filter((name) => !applied.some((row) => row.name === name)),
    removed: applied.map(({ name }) => name).filter((name) => !names.has(name)),
    differences: await compareWithShadow(db, shadow, files),
    accepted: new Set([...adopted.values()].flat()),
    files,
    shadow,
  };
}

/**
 * Writes to the ledger that a revision is applied, when the database has its schema.
 *
 * @throws ERR_STAMP_DIFFERS
 */
export async function stamp(
  db: Knex,
  plan: StampPlan,
  options: RunnerLockOptions & LockRetryOptions = {},
): Promise<void> {
  return withRunnerSession(db, options, async ({ connection, retryingLocks }) => {
    await ensureLedger(connection);
    await retryingLocks(plan.revision, () =>
      connection.transaction(async (trx) => {
        const differences = await compareWithShadow(trx, plan.shadow, plan.files);
        const open = differences.filter(({ id }) => !plan.accepted.has(id));
        if (open.length > 0) {
          throw operatorError('ERR_STAMP_DIFFERS', {
            revision: plan.revision,
            differences: open.length,
            first: open[0]?.id ?? '',
          });
        }
        for (const name of plan.removed) await removeApplied(trx, name);
        for (const file of plan.files.filter(({ name }) => plan.added.includes(name))) {
          // As if it had been applied by hand: its tables are what it builds, and can be taken back.
          await recordApplied(trx, file, 0, 'script');
        }
      }),
    );
  });
}

async function compareWithShadow(
  db: Knex,
  shadow: Catalog,
  files: readonly MigrationFile[],
): Promise<readonly FoundDifference[]> {
  const live = await readCatalog(db);
  const areas = files.map(({ name }) => name.split('_')[1] ?? '');
  const schemas = [...new Set([...shadow.schemas, ...areas])].filter(
    (name) => name !== 'lifecycle',
  );
  const needed = new Set(shadow.extensions.map(({ name }) => name));
  const extensions = live.extensions.filter(({ name }) => needed.has(name));
  return withIds(compareCatalogs(shadow, { ...live, extensions }, { schemas }));
}

/** The baselines of adopted profiles, with the names of the differences that were accepted. */
async function adoptedBaselines(db: Knex): Promise<ReadonlyMap<string, readonly string[]>> {
  const adopted = new Map<string, readonly string[]>();
  for (const { name, baseline } of Object.values(profiles)) {
    const record = await readAdoption(db, name);
    if (record !== undefined) adopted.set(baseline, record.facts.accepted);
  }
  return adopted;
}
