import type { Knex } from 'knex';
import { withScratchDatabase } from '../../scratch/scratch-database.ts';
import { sourceMigrationsFolder } from '../migration-files.ts';
import {
  type AppliedFact,
  type MigrationFact,
  migrationNamed,
  planDown,
  planUp,
  refuseHalfDone,
} from '../rules/migration-plan.ts';
import { buildShadow } from '../shadow.ts';
import { readStanding } from '../standing.ts';
import { recordMigrations } from './record.ts';
import { writeScript } from './write-script.ts';

export interface ScriptOptions {
  readonly folder?: string;
  /** The revision that the script begins at, null for an empty database; the live one unless told. */
  readonly from?: string | null | undefined;
  /** The revision that it leads to, null for nothing; the newest unless told. Back is possible too. */
  readonly to?: string | null | undefined;
  /** Whether a migration that decides by data may be recorded as on an empty database. */
  readonly readsAllowed?: boolean;
}

export interface MigrationScript {
  readonly text: string;
  /** The migrations in it, in its order. */
  readonly names: readonly string[];
  readonly direction: 'up' | 'down';
}

/**
 * Writes migrations as a script for `psql`; undefined when there is nothing to do. To record them, they are
 * run on a scratch database; the real one is only read.
 *
 * @throws as `planUp` and `planDown`; what has to be done first about a half-done migration;
 * ERR_MIGRATION_READS_DATA, ERR_SCRATCH_DENIED
 */
export async function migrationScript(
  db: Knex,
  { folder = sourceMigrationsFolder, from, to, readsAllowed = false }: ScriptOptions = {},
): Promise<MigrationScript | undefined> {
  const standing = await readStanding(db, folder);
  if (from === undefined) refuseHalfDone(standing);
  const { files } = standing;
  const applied =
    from === undefined
      ? standing.applied
      : from === null
        ? []
        : asRun(planUp({ files, applied: [] }, { to: from }));
  const target = typeof to === 'string' ? migrationNamed(files, to) : to;
  const back =
    target === null || (target !== undefined && applied.some(({ name }) => name > target));
  const direction = back ? 'down' : 'up';
  const planned = back
    ? planDown({ files, applied }, target ?? null).leaving
    : planUp({ files, applied }, { to: target });
  if (planned.length === 0) return undefined;
  return withScratchDatabase(db, 'sql', async (scratch) => {
    const names = new Set(applied.map(({ name }) => name));
    await buildShadow(
      scratch.db,
      files.filter(({ name }) => names.has(name)),
    );
    const migrations = await recordMigrations(scratch.db, planned, direction, readsAllowed);
    return {
      text: writeScript({ direction, applied, migrations }),
      names: planned.map(({ name }) => name),
      direction,
    };
  });
}

function asRun(files: readonly MigrationFact[]): readonly AppliedFact[] {
  return files.map(({ name, checksum }) => ({ name, checksum, origin: 'run' }));
}
