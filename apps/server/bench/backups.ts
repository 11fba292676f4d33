import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import type { Backup } from '@atelier/lifecycle/backup/backup-folder.ts';
import { clientEnvironment } from '@atelier/lifecycle/backup/client-environment.ts';
import { takeDumpBackup } from '@atelier/lifecycle/backup/dump-backup.ts';
import { restoreDatabase } from '@atelier/lifecycle/backup/restore-database.ts';
import type { BackupStage } from '@atelier/lifecycle/backup/stage.ts';
import { inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import {
  type ExternalPostgres,
  notCovered,
  startExternalPostgres,
} from '@atelier/testkit/external-postgres.ts';
import { type Figure, interleaved, rounded, timesFloor } from './figure.ts';

const rows = 400_000;
const rounds = 5;

/**
 * Backup and restore of a database of some 100 MB beside bare pg_dump and pg_restore of the same; what
 * verification takes (hashes, checksums, the restore aside, the comparison) stands beside it.
 */
export async function* backupFigures(): AsyncGenerator<Figure> {
  const external = await startExternalPostgres();
  if (external === undefined) {
    yield { figure: 'backup', value: 0, unit: 'not measured', reason: notCovered };
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-backups-'));
  try {
    yield* measured(external, folder);
  } finally {
    await external.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function* measured(external: ExternalPostgres, dir: string): AsyncGenerator<Figure> {
  const { adminUrl, tools } = external;
  const admin = connect({ connectionString: adminUrl, poolSize: 1 });
  const url = inDatabase(adminUrl, 'house');
  const tool = (name: string) => join(tools.folder, name);
  const bareDump = join(dir, 'bare.dump');
  await admin.raw('CREATE DATABASE house');
  const db = connect({ connectionString: url, poolSize: 4 });
  await fill(db);

  let backup: Backup | undefined;
  const verifying = { backup: [] as number[], restore: [] as number[] };
  const dump = await interleaved(
    rounds,
    async () => {
      const timed = stopwatch(new Set(['hashing', 'checking', 'restoring']));
      backup = await takeDumpBackup(db, { dir, reason: 'bench', tools, onStage: timed.onStage });
      return timed.own(verifying.backup);
    },
    () => secondsOf(tool('pg_dump'), ['--format=custom', `--file=${bareDump}`], url),
  );
  yield withinRatio('backup.400k-rows', dump, verifying.backup);

  const taken = backup;
  if (taken === undefined) throw new TypeError('no round was run');
  const restored = await interleaved(
    rounds,
    async () => {
      const timed = stopwatch(new Set(['hashing', 'checking']));
      const { onStage } = timed;
      const kept = await restoreDatabase(url, taken, { tools, mode: 'whole', onStage });
      const seconds = timed.own(verifying.restore);
      await admin.raw('DROP DATABASE ?? WITH (FORCE)', [kept]);
      return seconds;
    },
    async () => {
      const startedAt = performance.now();
      await admin.raw('CREATE DATABASE bare');
      const bare = inDatabase(adminUrl, 'bare');
      await secondsOf(tool('pg_restore'), ['--dbname=bare', bareDump], bare);
      const seconds = (performance.now() - startedAt) / 1000;
      await admin.raw('DROP DATABASE bare WITH (FORCE)');
      return seconds;
    },
  );
  yield withinRatio('restore.400k-rows', restored, verifying.restore);
  await db.destroy();
  await admin.destroy();
}

function withinRatio(
  figure: string,
  measured: { value: number; floor: number },
  verification: readonly number[],
): Figure {
  const mean = verification.reduce((sum, each) => sum + each, 0) / verification.length;
  return { ...timesFloor(figure, 's', measured, 1.3), verification: rounded(mean) };
}

/** Tells the seconds of stages of these kinds from those of all others. */
function stopwatch(kinds: ReadonlySet<string>) {
  const startedAt = performance.now();
  let verifying = 0;
  let since: number | undefined;
  const look = (verifies: boolean) => {
    const now = performance.now();
    if (since !== undefined) verifying += now - since;
    since = verifies ? now : undefined;
  };
  return {
    onStage: ({ kind }: BackupStage) => look(kinds.has(kind)),
    /** Seconds of the work itself; those of the verification are added to the list. */
    own(list: number[]): number {
      look(false);
      list.push(verifying / 1000);
      return (performance.now() - startedAt - verifying) / 1000;
    },
  };
}

async function secondsOf(program: string, args: readonly string[], url: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(program, args, { env: clientEnvironment(url), stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return (performance.now() - startedAt) / 1000;
}

async function fill(db: ReturnType<typeof connect>): Promise<void> {
  await db.raw(`
    CREATE TABLE entries (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(), task int NOT NULL, note text,
      began timestamptz NOT NULL, tags text[], facts jsonb);
    INSERT INTO entries (task, note, began, tags, facts)
      SELECT n % 1000, md5(n::text) || ' ' || md5((n + 1)::text), timestamptz '2026-01-01Z' + n * interval '1 s',
        ARRAY['a', (n % 7)::text], jsonb_build_object('n', n, 'of', 'bench')
      FROM generate_series(1, ${rows}) AS n;
    CREATE INDEX ON entries (task, began);
    ANALYZE`);
}
